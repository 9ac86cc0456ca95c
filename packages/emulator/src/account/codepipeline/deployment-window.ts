import { Cron } from 'croner';

/** The times at which deployments are allowed, to the minute. */
export interface DeploymentWindow {
  contains(time: Date): boolean;
  /** The next time within the window; undefined if there is none. */
  next(time: Date): Date | undefined;
}

const OFFSET = /^UTC([+-])(\d\d):(\d\d)$/;

/**
 * The window of a cron expression with six or seven fields, and of a time zone as `Region/City`, `UTC`, `UTC+05:30` or an abbreviation:
 * {@link https://docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference-DeploymentWindow.html}. Seconds do not count there.
 */
export function windowOf(cron: string, timeZone = 'UTC'): DeploymentWindow {
  const fields = cron.trim().split(/\s+/);
  if (fields.length < 6 || fields.length > 7) throw new Error(`Cron is an expression of 6 or 7 fields (seconds to year), got ${fields.length}: '${cron}'`);
  const [, minutes, hours, day, month, weekday, ...year] = fields;
  const pattern = ['*', minutes, hours, day.replace('?', '*'), month, weekday.replace('?', '*').replace(/^L$/i, '7'), ...year].join(' ');
  const [, sign, hoursOff, minutesOff] = OFFSET.exec(timeZone) ?? [];
  const zone = sign ? { utcOffset: Number(`${sign}1`) * (Number(hoursOff) * 60 + Number(minutesOff)) } : { timezone: timeZone };
  let schedule: Cron;
  try {
    schedule = new Cron(pattern, { ...zone, alternativeWeekdays: true, sloppyRanges: true, paused: true });
    schedule.nextRun();
  } catch (error) {
    throw new Error(`Cron '${cron}' in TimeZone '${timeZone}' cannot be read: ${(error as Error).message.replace(/^\w+: /, '')}`);
  }
  const within = (time: Date) => schedule.match(time);
  return { contains: within, next: time => within(time) ? time : schedule.nextRun(time) ?? undefined };
}
