import type {
  BatchGetProjectsInput, CreateProjectInput, DeleteProjectInput, ListProjectsInput, Project, ProjectSortByType, SortOrderType, UpdateProjectInput,
} from '@aws-sdk/client-codebuild';
import type { Account } from '../account';
import { AwsError } from '../aws-error';
import type { Operation } from '../service';
import { checkBatch, page } from './lists';
import { buildStateOf } from './state';

/** Build projects: create, update, delete, read. */
export function projectOperations(account: Account): Record<string, Operation> {
  const state = buildStateOf(account);
  return {
    CreateProject(input: CreateProjectInput) {
      if (!/^[A-Za-z0-9][A-Za-z0-9\-_]{1,149}$/.test(input.name ?? '')) throw new AwsError('InvalidInputException', `Invalid project name: ${input.name}`);
      if (state.projects[input.name!]) throw new AwsError('ResourceAlreadyExistsException', `Project already exists: ${account.arn('codebuild', `project/${input.name}`)}`);
      for (const required of ['source', 'artifacts', 'environment', 'serviceRole'] as const) {
        if (!input[required]) throw new AwsError('InvalidInputException', `Invalid input: '${required}' is required for project '${input.name}'`);
      }
      const now = new Date();
      const project = {
        timeoutInMinutes: 60,
        queuedTimeoutInMinutes: 480,
        ...structuredClone(input),
        arn: account.arn('codebuild', `project/${input.name}`),
        created: now,
        lastModified: now,
      } as (typeof state.projects)[string];
      state.projects[input.name!] = project;
      return { project };
    },
    UpdateProject(input: UpdateProjectInput) {
      const old = state.projects[input.name!];
      if (!old) throw new AwsError('ResourceNotFoundException', `Project cannot be found: ${account.arn('codebuild', `project/${input.name}`)}`);
      const given = Object.fromEntries(Object.entries(structuredClone(input)).filter(([, value]) => value !== undefined));
      const project = { ...old, ...given, lastModified: new Date() } as typeof old;
      state.projects[input.name!] = project;
      return { project };
    },
    DeleteProject({ name }: DeleteProjectInput) {
      if (!name) throw new AwsError('InvalidInputException', 'Invalid project name: it is empty');
      delete state.projects[name!];
    },
    BatchGetProjects({ names }: BatchGetProjectsInput) {
      checkBatch('names', names!);
      const nameOf = (nameOrArn: string) => nameOrArn.startsWith('arn:') ? nameOrArn.split('project/')[1] : nameOrArn;
      const projects = names!.flatMap(name => state.projects[nameOf(name)] ?? []);
      return { projects, projectsNotFound: names!.filter(name => !state.projects[nameOf(name)]) };
    },
    ListProjects({ nextToken, sortBy = 'NAME', sortOrder = 'ASCENDING' }: ListProjectsInput) {
      const projects = Object.values(state.projects).sort((a, b) => (sortBy === 'NAME' ? 0 : when(a, sortBy) - when(b, sortBy)) || (a.name! < b.name! ? -1 : 1));
      const { items, next } = page(names(projects, sortOrder), nextToken);
      return { projects: items, nextToken: next };
    },
  };
}

const when = ({ created, lastModified }: Project, sortBy: ProjectSortByType) => (sortBy === 'CREATED_TIME' ? created : lastModified)!.getTime();

const names = (projects: readonly Project[], order: SortOrderType) => (order === 'DESCENDING' ? [...projects].reverse() : projects).map(({ name }) => name!);
