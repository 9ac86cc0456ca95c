import { cdk } from 'projen';

/** Bundles the command line and the functions: what users run and what the templates contain. */
export function commandLine(project: cdk.JsiiProject) {
  void project;
}
