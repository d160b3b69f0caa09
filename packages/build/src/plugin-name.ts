/** The name under which the plugin is found among the others. */
export const PLUGIN = 'verstamp';
