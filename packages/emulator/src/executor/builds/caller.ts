import type { BuildRecord } from '../../account/codebuild';
import { sessionArn } from '../../account/sessions';

export const sessionOfBuild = ({ id }: BuildRecord) => `AWSCodeBuild-${id.split(':')[1]}`;

/** The session in which CodeBuild does what a build needs before and after its commands. */
export const callerOf = (build: BuildRecord) => sessionArn(build.project.serviceRole!, sessionOfBuild(build));
