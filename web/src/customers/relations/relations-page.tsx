import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get } from '../../client/api.ts'
import type { Problem } from '../../client/problem.ts'
import { Chip } from '../../ui/chip.tsx'
import { Crumbs } from '../../ui/crumbs.tsx'
import { Monogram } from '../../ui/monogram.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import type { Graph } from './graph.ts'
import { useEdgeVerb } from './relation-words.ts'
import classes from './relations-page.module.css'
import { SuggestedRelations } from './suggested-relations.tsx'

const RelationGraph = lazy(() => import('./relation-graph.tsx').then((module) => ({ default: module.RelationGraph })))
const depths = [1, 2, 3] as const

/** Everyone around a customer, drawn as a graph and told as a list. */
export function RelationsPage() {
  const { t } = useTranslation('customers')
  const { id = '' } = useParams({ strict: false })
  const navigate = useNavigate()
  const [depth, setDepth] = useState<number>(1)
  const { data, error, refetch } = useQuery({
    queryKey: ['record', 'customer', id, 'graph', depth],
    queryFn: () => get<Graph>(`/customers/${id}/graph`, { depth }),
  })
  const name = data?.nodes.find((node) => node.id === id)?.name ?? ''
  return (
    <div className={classes.page}>
      <Trail id={id} name={name} />
      <header className={classes.head}>
        <h1>{t('relations.title')}</h1>
        <SegmentedControl
          aria-label={t('relations.depth')}
          value={String(depth)}
          onChange={(value) => setDepth(Number(value))}
          data={depths.map((steps) => ({ value: String(steps), label: t('relations.steps', { count: steps }) }))}
        />
      </header>
      {error ? <ProblemNote problem={(error as Problem).body} onRetry={() => void refetch()} /> : null}
      {data ? (
        <div className={classes.body}>
          {data.nodes.length > 1 ? (
            <div className={classes.chart}>
              <Suspense>
                <RelationGraph
                  graph={data}
                  centre={id}
                  label={t('relations.chart', { name })}
                  onOpen={(other) => void navigate({ to: '/customers/$id', params: { id: other } })}
                />
              </Suspense>
            </div>
          ) : (
            <p className={classes.none}>{t('relations.none', { name })}</p>
          )}
          <aside className={classes.aside}>
            <SuggestedRelations customerId={id} />
            {data.edges.length > 0 ? <RelationList graph={data} /> : null}
          </aside>
        </div>
      ) : null}
    </div>
  )
}

function Trail({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation('customers')
  return (
    <Crumbs
      path={[
        { key: 'customers', label: t('list.title'), node: <Link to="/customers">{t('list.title')}</Link> },
        {
          key: 'customer',
          label: name,
          node: (
            <Link to="/customers/$id" params={{ id }}>
              {name}
            </Link>
          ),
        },
        { key: 'graph', label: t('relations.title') },
      ]}
    />
  )
}

/** The graph in words, for those who read better than they see. */
function RelationList({ graph }: { graph: Graph }) {
  const { t } = useTranslation('customers')
  const verb = useEdgeVerb()
  const names = new Map(graph.nodes.map((node) => [node.id, node]))
  return (
    <section className={classes.list} aria-label={t('relations.table')}>
      <h2>{t('relations.table')}</h2>
      <ul>
        {graph.edges.map((edge) => {
          const [from, to] = [names.get(edge.from), names.get(edge.to)]
          if (!from || !to) return null
          return (
            <li key={`${edge.from}-${edge.role}-${edge.to}`}>
              <Monogram name={from.name} size={24} square={from.kind === 'organization'} />
              <span>
                <Link to="/customers/$id" params={{ id: from.id }}>
                  {from.name}
                </Link>{' '}
                <span className={classes.role}>{verb(edge.role)}</span>{' '}
                <Link to="/customers/$id" params={{ id: to.id }}>
                  {to.name}
                </Link>
              </span>
              {edge.decisionRole ? (
                <Chip tone="accent">{t(`relations.decisions.${edge.decisionRole as 'decides'}`)}</Chip>
              ) : null}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
