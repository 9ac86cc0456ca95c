import { installedTools } from '../bundle/installation';

let template: unknown;

/** The template of deliveries, of which all kinds have the same deploy role and boundary. */
export const deliveryTemplate = (): unknown => template ??= JSON.parse(installedTools().deliveryTemplates.connection);
