/** A failed deployment of a stack; the message says why. */
export class DeploymentFailure extends Error {
  /** The message as the first sentence of a status reason. */
  get reason(): string {
    return `${this.message} `;
  }
}

/** A failed transform. */
export class TransformFailure extends DeploymentFailure {
  override get reason(): string {
    return `${this.message}. `;
  }
}
