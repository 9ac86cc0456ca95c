import { installedTools } from './installation';

let template: unknown;

/** The template of deliveries, as an object. Those of all kinds of sources have the same deploy role and boundary. */
export const deliveryTemplate = (): unknown => template ??= JSON.parse(installedTools().deliveryTemplates.connection);
