export { pipelineProblems } from './pipeline-problems';
