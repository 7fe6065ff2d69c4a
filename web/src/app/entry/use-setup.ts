import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { post } from '../../client/api.ts'
import { isProblem, type Problem } from '../../client/problem.ts'
import { sessionQuery } from '../../client/session.ts'

/** Founds the firm from the form, then goes in as its first administrator. */
export function useSetup(chosen: { language: string; country: string }) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const said = (name: string) => String(form.get(name) ?? '').trim()
    setBusy(true)
    setProblem(null)
    try {
      await post('/setup', {
        firm: said('firm'),
        name: said('name'),
        email: said('email'),
        password: String(form.get('password')),
        ...chosen,
      })
      queries.clear()
      await queries.fetchQuery(sessionQuery)
      await navigate({ to: '/', replace: true })
    } catch (error) {
      if (isProblem(error)) setProblem(error)
      else throw error
    } finally {
      setBusy(false)
    }
  }
  return { busy, problem, submit }
}
