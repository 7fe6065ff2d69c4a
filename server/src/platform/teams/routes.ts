import { type Binding, on } from '../../kernel/http/route.ts'
import * as contract from './contract.ts'
import { changeTeam, createTeam, deleteTeam, listTeams } from './teams.ts'
import { changeTerritory, createTerritory, deleteTerritory, listTerritories } from './territories.ts'

export const teamRoutes: readonly Binding[] = [
  on(contract.listTeamsRoute, (ctx) => listTeams(ctx)),
  on(contract.createTeamRoute, (ctx, { body }) => createTeam(ctx, body)),
  on(contract.changeTeamRoute, (ctx, { params, body }) => changeTeam(ctx, params.id, body)),
  on(contract.deleteTeamRoute, (ctx, { params }) => deleteTeam(ctx, params.id)),
  on(contract.listTerritoriesRoute, (ctx) => listTerritories(ctx)),
  on(contract.createTerritoryRoute, (ctx, { body }) => createTerritory(ctx, body)),
  on(contract.changeTerritoryRoute, (ctx, { params, body }) => changeTerritory(ctx, params.id, body)),
  on(contract.deleteTerritoryRoute, (ctx, { params }) => deleteTerritory(ctx, params.id)),
]
