// All comments on a summary, page by page; there are few enough to hold.
import { api, ok } from '../../api/client';
import type { SummaryComment } from '../../api/types';

export async function allComments(summaryId: string): Promise<SummaryComment[]> {
  const found: SummaryComment[] = [];
  let after: number | null = 0;
  while (after !== null) {
    const page: { items: SummaryComment[]; next: number | null } = await ok(
      api.GET('/api/v1/summaries/{summary_id}/comments', {
        params: { path: { summary_id: summaryId }, query: { after, limit: 200 } },
      }),
    );
    found.push(...page.items);
    after = page.next;
  }
  return found;
}
