/** Rules about the status of a stack: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html#cfn-console-view-stack-data-resources-status-codes */

/** Whether no operation is in progress. A stack that exists only as a change set to create it counts as at rest. */
export const isAtRest = (status = '') => !/^(?!REVIEW_).*_IN_PROGRESS$/.test(status);

export const succeeded = (status: string) => /^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status);

/** Whether the creation of the stack failed, so that it has no working resources. */
export const failedCreation = (status: string) => /^(ROLLBACK_(COMPLETE|FAILED)|CREATE_FAILED)$/.test(status);

/** Whether the only possible operation is to delete the stack. */
export const mustBeDeleted = (status: string) => failedCreation(status) || status === 'DELETE_FAILED' || status === 'REVIEW_IN_PROGRESS';

/** Whether the rollback of an update failed. The stack cannot be updated until it is continued. */
export const failedRollback = (status: string) => status === 'UPDATE_ROLLBACK_FAILED';
