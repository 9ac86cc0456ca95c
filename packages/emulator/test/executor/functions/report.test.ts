import { endLines, problemLine, startLine } from '../../../src/executor/functions/report';

const ID = '87d044b8-f154-11e8-8eb2-9daa47e1b0b7';
const MEASURES = { milliseconds: 26.733, memorySize: 128, memoryUsed: 35, status: 'success' } as const;

/** The examples of "View CloudWatch logs for Lambda functions" and of "Log and metric formats" in the Lambda developer guide. */
describe('the lines that Lambda itself writes', () => {
  test('are START, END and REPORT in the format Text', () => {
    expect(startLine('Text', ID)).toBe(`START RequestId: ${ID} Version: $LATEST`);
    expect(endLines('Text', ID, MEASURES)).toEqual([
      `END RequestId: ${ID}`,
      `REPORT RequestId: ${ID}\tDuration: 26.73 ms\tBilled Duration: 27 ms\tMemory Size: 128 MB\tMax Memory Used: 35 MB\t`,
    ]);
    expect(endLines('Text', ID, { ...MEASURES, initMilliseconds: 166.6, status: 'timeout' })[1]).toMatch(/\tInit Duration: 166\.60 ms\tStatus: timeout\t$/);
  });

  test('are platform events in the format JSON', () => {
    expect(JSON.parse(startLine('JSON', ID))).toEqual({ time: expect.any(String), type: 'platform.start', record: { requestId: ID, version: '$LATEST' } });
    const [report, ...more] = endLines('JSON', ID, { ...MEASURES, initMilliseconds: 166.6 });
    expect(more).toEqual([]);
    expect(JSON.parse(report)).toEqual({
      time: expect.any(String),
      type: 'platform.report',
      record: { requestId: ID, metrics: { durationMs: 26.73, billedDurationMs: 27, memorySizeMB: 128, maxMemoryUsedMB: 35, initDurationMs: 166.6 }, status: 'success' },
    });
  });

  test('contain the reason of a missing answer', () => {
    expect(problemLine('Text', ID, 'Task timed out after 3.00 seconds')).toMatch(new RegExp(`^\\S+Z ${ID} Task timed out after 3\\.00 seconds$`));
    expect(JSON.parse(problemLine('JSON', ID, 'gone'))).toMatchObject({ level: 'ERROR', requestId: ID, message: 'gone' });
  });
});
