// Groups of places on the map, at every zoom. They need no browser.
import { Clusters } from '../../frontend/map/clusters';
import { mercatorX, mercatorY, type Points } from '../../frontend/map/points';
import { expect, test } from './site';

/** Whole and half zooms, below and above what a map shows. */
const ZOOMS = Array.from({ length: 45 }, (_, half) => half / 2 - 1);

interface Answer { total: number; unmapped: number; lat: number[]; lon: number[] }

test('at every zoom each place is in one group, and the groups count what the list counts', async ({ request }) => {
  for (const query of ['', 'category=food', 'kind=collection-point', 'q=zzzzqq']) {
    const answer = await (await request.get(`/api/v1/points?${query}`)).json() as Answer;
    const { total } = await (await request.get(`/api/v1/listings?${query}`)).json() as { total: number };
    const count = answer.lat.length;
    expect(count + answer.unmapped, query).toBe(total);
    const x = Float64Array.from(answer.lon, (lon) => mercatorX(lon / 1e5));
    const y = Float64Array.from(answer.lat, (lat) => mercatorY(lat / 1e5));
    const clusters = new Clusters({ count, x, y } as Points);
    for (const zoom of ZOOMS) {
      const groups = clusters.at(zoom);
      const members = Array.from({ length: groups.count }, (_, group) => clusters.members(groups, group));
      expect(members.map(({ length }) => length), `${query} ${zoom}`).toEqual([...groups.sizes]);
      expect(members.flat().sort((one, other) => one - other), `${query} ${zoom}`).toEqual(Array.from({ length: count }, (_, point) => point));
    }
    // Closer by one step, no place joins another that it did not touch before: there are never fewer groups.
    const counts = ZOOMS.map((zoom) => clusters.at(zoom).count);
    expect(counts, query).toEqual(counts.toSorted((one, other) => one - other));
  }
});
