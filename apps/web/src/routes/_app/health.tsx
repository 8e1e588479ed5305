import { createFileRoute } from '@tanstack/react-router'

export const Route = createFileRoute('/_app/health')({
  component: RouteComponent,
})

function RouteComponent() {
  return <div>Hello "/_app/health"!</div>
}
