import type { Operation } from "./client";
import type * as types from "./operations.generated";
import * as betweenDocument from "./operations/between.generated.graphql";
import * as detailsDocument from "./operations/details.graphql";
import * as expandDocument from "./operations/expand.graphql";
import * as nodesDocument from "./operations/nodes.graphql";
import * as pathsDocument from "./operations/paths.graphql";
import * as searchDocument from "./operations/search.graphql";
import * as startDocument from "./operations/start.graphql";
import * as startingPointsDocument from "./operations/startingPoints.graphql";

/** All operations of the page. */
export const search: Operation<types.SearchQuery, types.SearchQueryVariables> = searchDocument;
export const nodes: Operation<types.NodesQuery, types.NodesQueryVariables> = nodesDocument;
export const expand: Operation<types.ExpandQuery, types.ExpandQueryVariables> = expandDocument;
export const paths: Operation<types.PathsQuery, types.PathsQueryVariables> = pathsDocument;
export const between: Operation<types.BetweenQuery, types.BetweenQueryVariables> = betweenDocument;
export const details: Operation<types.DetailsQuery, types.DetailsQueryVariables> = detailsDocument;
export const startingPoints: Operation<types.StartingPointsQuery, types.StartingPointsQueryVariables> = startingPointsDocument;
export const start: Operation<types.StartQuery, types.StartQueryVariables> = startDocument;
