import { lookupEvents } from './lookup';
import { trailStateOf, type Trail } from './state';
import type { ServiceFactory } from '../account';
import { AwsError } from '../aws-error';

export { recordWrite } from './record';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{1,126}[A-Za-z0-9]$/;

/** CloudTrail: trails, so that writes to objects become events, and the events of refused calls. Nothing is written to the buckets of trails. */
export const cloudtrailService: ServiceFactory = account => {
  const { trails } = trailStateOf(account);
  const trailOf = (nameOrArn: unknown): Trail => {
    if (typeof nameOrArn !== 'string') throw new AwsError('InvalidTrailNameException', 'Trail name or ARN cannot be blank.');
    const trail = trails[nameOrArn.split('/').at(-1)!];
    if (!trail) throw new AwsError('TrailNotFoundException', `Unknown trail: ${nameOrArn} for the user: ${account.accountId}`);
    return trail;
  };
  const shown = ({ TrailARN, Name, HomeRegion, settings, selectors, advanced }: Trail) => ({
    IncludeGlobalServiceEvents: true,
    IsMultiRegionTrail: false,
    IsOrganizationTrail: false,
    ...settings,
    Name,
    TrailARN,
    HomeRegion,
    HasCustomEventSelectors: selectors.length + advanced.length > 0,
    HasInsightSelectors: false,
  });
  const checkBucket = async (Bucket: string) => {
    await account.call('s3', 'HeadBucket', { Bucket }).catch(() => {
      throw new AwsError('S3BucketDoesNotExistException', `S3 bucket ${Bucket} does not exist!`);
    });
  };
  return {
    state: { trails },
    operations: {
      async CreateTrail({ Name, TagsList, ...settings }) {
        if (typeof Name !== 'string' || !NAME.test(Name)) {
          throw new AwsError('InvalidTrailNameException', `Trail name must be 3 to 128 letters, digits, '.', '_' and '-': ${JSON.stringify(Name)}`);
        }
        if (trails[Name]) throw new AwsError('TrailAlreadyExistsException', `Trail ${Name} already exists for customer: ${account.accountId}`);
        await checkBucket(settings.S3BucketName);
        const TrailARN = account.arn('cloudtrail', `trail/${Name}`);
        trails[Name] = { Name, TrailARN, HomeRegion: account.region, settings, isLogging: false, selectors: [], advanced: [] };
        return shown(trails[Name]);
      },
      async UpdateTrail({ Name, ...settings }) {
        const trail = trailOf(Name);
        if (settings.S3BucketName) await checkBucket(settings.S3BucketName);
        trail.settings = { ...trail.settings, ...settings };
        return shown(trail);
      },
      DeleteTrail({ Name }) {
        delete trails[trailOf(Name).Name];
      },
      GetTrail: ({ Name }) => ({ Trail: shown(trailOf(Name)) }),
      DescribeTrails({ trailNameList: names = [] }) {
        const asked = Object.values(trails).filter(({ Name, TrailARN }) => !names.length || names.includes(Name) || names.includes(TrailARN));
        return { trailList: asked.map(shown) };
      },
      PutEventSelectors({ TrailName, EventSelectors, AdvancedEventSelectors }) {
        if (!EventSelectors === !AdvancedEventSelectors) {
          throw new AwsError('InvalidEventSelectorsException', 'Specify either EventSelectors or AdvancedEventSelectors.');
        }
        const trail = trailOf(TrailName);
        trail.selectors = EventSelectors ?? [];
        trail.advanced = AdvancedEventSelectors ?? [];
        return { TrailARN: trail.TrailARN, EventSelectors, AdvancedEventSelectors };
      },
      GetEventSelectors({ TrailName }) {
        const { TrailARN, selectors, advanced } = trailOf(TrailName);
        return { TrailARN, ...advanced.length ? { AdvancedEventSelectors: advanced } : { EventSelectors: selectors } };
      },
      StartLogging({ Name }) {
        trailOf(Name).isLogging = true;
      },
      StopLogging({ Name }) {
        trailOf(Name).isLogging = false;
      },
      GetTrailStatus: ({ Name }) => ({ IsLogging: trailOf(Name).isLogging }),
      LookupEvents: input => lookupEvents(account, input),
    },
  };
};
