import { GraphChart } from 'echarts/charts'
import { type EChartsType, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { chartColours } from '../../ui/chart/chart-colours.ts'
import type { Graph } from './graph.ts'
import classes from './relation-graph.module.css'
import { useEdgeVerb } from './relation-words.ts'

use([GraphChart, SVGRenderer])

type Props = { graph: Graph; centre: string; label: string; onOpen: (id: string) => void }

/** A force-drawn graph; more orders make a larger circle. A click opens the customer. */
export function RelationGraph({ graph, centre, label, onOpen }: Props) {
  const verb = useRef(useEdgeVerb())
  const place = useRef<HTMLDivElement>(null)
  const open = useRef(onOpen)
  open.current = onOpen
  useEffect(() => {
    if (!place.current) return
    const chart = init(place.current, null, { renderer: 'svg' })
    draw(chart, graph, centre, (role, own) => own || verb.current(role))
    chart.on('click', (event) => {
      const id = (event.data as { customer?: string } | undefined)?.customer
      if (id) open.current(id)
    })
    const observer = new ResizeObserver(() => chart.resize())
    observer.observe(place.current)
    return () => {
      observer.disconnect()
      chart.dispose()
    }
  }, [graph, centre])
  return <div ref={place} className={classes.graph} role="img" aria-label={label} />
}

function draw(
  chart: EChartsType,
  graph: Graph,
  centre: string,
  words: (role: string, own?: string | null) => string,
): void {
  const colours = chartColours()
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  chart.setOption({
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    animation: !still,
    animationDuration: 150,
    series: [
      {
        type: 'graph',
        layout: 'force',
        roam: true,
        force: { repulsion: 620, edgeLength: [140, 220], gravity: 0.08, layoutAnimation: false },
        data: graph.nodes.map((node) => ({
          id: node.id,
          customer: node.id,
          name: node.name,
          symbol: node.kind === 'organization' ? 'roundRect' : 'circle',
          symbolSize: (node.id === centre ? 44 : 30) + Math.min(18, Math.sqrt(node.orderCount ?? node.orders ?? 0) * 3),
          itemStyle: {
            color: node.id === centre ? colours.accent : colours.surface,
            borderColor: colours.accent,
            borderWidth: 1.4,
          },
          label: { show: true, position: 'bottom', color: colours.text, fontSize: 12, formatter: `${node.name}` },
        })),
        edges: graph.edges.map((edge) => ({ source: edge.from, target: edge.to, value: words(edge.role, edge.label) })),
        edgeSymbol: ['none', 'arrow'],
        edgeSymbolSize: 6,
        edgeLabel: {
          show: true,
          formatter: ({ value }: { value: unknown }) => String(value ?? ''),
          color: colours.muted,
          fontSize: 11,
        },
        lineStyle: { color: colours.lineStrong, width: 1, curveness: 0, opacity: 1 },
        emphasis: { focus: 'adjacency', label: { fontWeight: 600 } },
        labelLayout: { hideOverlap: true },
        tooltip: { show: false },
      },
    ],
  })
}
