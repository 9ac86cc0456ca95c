/** Why a stack could not be brought into the form that its template describes. */
export class DeploymentFailure extends Error {
  /** As the beginning of a status reason, which another sentence may follow. */
  get reason(): string {
    return `${this.message} `;
  }
}

/** Why a template has no processed form. */
export class TransformFailure extends DeploymentFailure {
  override get reason(): string {
    return `${this.message}. `;
  }
}
