declare const __LOADLINE_VERSION__: string | undefined;

/** Version of this command; the build fills it in. */
export const toolVersion: string = typeof __LOADLINE_VERSION__ === 'string' ? __LOADLINE_VERSION__ : '0.0.0-source';
