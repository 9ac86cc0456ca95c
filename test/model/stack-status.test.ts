import { failedCreation, failedRollback, isAtRest, mustBeDeleted, succeeded } from '../../src/model/stack-status';

/** All statuses of a stack: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Stack.html */
const STATUSES = [
  'CREATE_IN_PROGRESS', 'CREATE_FAILED', 'CREATE_COMPLETE', 'ROLLBACK_IN_PROGRESS', 'ROLLBACK_FAILED', 'ROLLBACK_COMPLETE', 'DELETE_IN_PROGRESS',
  'DELETE_FAILED', 'DELETE_COMPLETE', 'UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_COMPLETE', 'UPDATE_FAILED',
  'UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_FAILED', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE',
  'REVIEW_IN_PROGRESS', 'IMPORT_IN_PROGRESS', 'IMPORT_COMPLETE', 'IMPORT_ROLLBACK_IN_PROGRESS', 'IMPORT_ROLLBACK_FAILED', 'IMPORT_ROLLBACK_COMPLETE',
];

test('a status means that the stack is usable, must be deleted, or neither', () => {
  expect(STATUSES.filter(succeeded)).toEqual(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE']);
  expect(STATUSES.filter(failedCreation)).toEqual(['CREATE_FAILED', 'ROLLBACK_FAILED', 'ROLLBACK_COMPLETE']);
  expect(STATUSES.filter(mustBeDeleted)).toEqual(['CREATE_FAILED', 'ROLLBACK_FAILED', 'ROLLBACK_COMPLETE', 'DELETE_FAILED', 'REVIEW_IN_PROGRESS']);
  expect(STATUSES.filter(failedRollback)).toEqual(['UPDATE_ROLLBACK_FAILED']);
});

test('a stack that only a change set would create is at rest', () => {
  expect(STATUSES.filter(isAtRest).filter(status => status.endsWith('_IN_PROGRESS'))).toEqual(['REVIEW_IN_PROGRESS']);
  expect(isAtRest()).toBe(true);
});
