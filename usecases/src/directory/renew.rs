//! What has to be made anew from time to time: schedules, and what many changes wore out.
//! Reads nothing from the store.

use domain::time::Timestamp;

use super::Directory;
use crate::schedules::Schedules;

impl Directory {
    /// Packs the texts that a load left as they came, a few at a time, so that readers hardly wait.
    pub fn pack(&self) {
        loop {
            let packed = self.read().records.packed();
            if !self.write().records.replace(packed) {
                return;
            }
        }
    }

    /// Makes schedules anew, because they know holidays and dates for some weeks only, and packs again what changes have
    /// scattered. Readers wait for some milliseconds of it.
    pub fn renew(&self, now: Timestamp) {
        self.renew_schedules(now);
        self.compact();
        self.write().records.repack_if_worn();
    }

    fn renew_schedules(&self, now: Timestamp) {
        let mut schedules = Schedules::new(now);
        {
            let state = self.read();
            let said = state.records.all().filter_map(|(_, record)| state.schedules.said(record.hours));
            for said in said {
                schedules.number_of(said);
            }
        }
        schedules.compile();
        let state = &mut *self.write();
        for record in state.records.all_mut() {
            record.hours = state.schedules.said(record.hours).map_or(0, |said| schedules.number_of(said));
        }
        // Those that came in between.
        schedules.compile();
        let of = |id| state.records.get(id).map(|record| record.hours);
        state.engine.set_hours(schedules.zones().to_vec(), schedules.compiled(), of);
        state.schedules = schedules;
    }

    /// Readers go on with the worn engine while a copy of it is compacted.
    fn compact(&self) {
        let (mut engine, change) = {
            let state = self.read();
            if !state.engine.is_worn() {
                return;
            }
            (state.engine.clone(), state.change)
        };
        engine.compact();
        let mut state = self.write();
        // Otherwise the copy is older than the directory; the next time will do.
        if state.change == change {
            state.engine = engine;
        }
    }
}
