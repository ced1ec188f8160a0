//! Keeping what a device keeps true: changes after the pack.

use super::{Local, Part};
use crate::{
    entry::Entry,
    listing::ListingId,
    pack::{Block, Changes, PackError, frame, rows::Rows, words::Stems},
};

impl Local {
    /// Applies a block of changes; one that leaves a gap is refused, one that is known already does no harm.
    pub fn apply(&mut self, changes: &[u8]) -> Result<(), PackError> {
        let (frame, changes) = frame::read::<Changes>(changes, Block::Changes)?;
        self.is_ours(&frame)?;
        if changes.since > self.change {
            return Err(PackError::Other);
        }
        let pays = self.owed.is_some_and(|owed| (changes.since..frame.change).contains(&owed));
        if frame.change <= self.change && !pays {
            return Ok(());
        }
        let rows = Rows::of(changes.index)?;
        let stems = Stems::of(changes.words)?;
        let as_before = rows.ids().get(stems.rows()..).ok_or(PackError::Senseless)?;
        if !as_before.iter().all(|id| self.places.contains_key(id)) {
            return Err(PackError::Other);
        }
        for id in changes.gone {
            let position =
                self.places.get(&id).and_then(|(part, row)| self.parts[*part as usize].rows.position(*row as usize));
            self.gone.insert(id, position);
            self.take_out(id);
            self.word_places.remove(&id);
            self.details.remove(&id);
        }
        self.put(rows, stems);
        changes.details.into_iter().for_each(|amendment| amendment.apply(&mut self.details));
        if let Some(guide) = changes.guide {
            self.take_guide(guide);
        }
        self.change = frame.change;
        self.owed = self.owed.filter(|_| !pays);
        Ok(())
    }

    fn take_out(&mut self, id: u32) {
        self.engine.remove(ListingId(id));
        if let Some((part, row)) = self.places.remove(&id) {
            self.demonstrations -= usize::from(self.parts[part as usize].rows.is_demonstration(row as usize));
        }
    }

    fn put(&mut self, rows: Rows, stems: Stems) {
        for zone in &rows.zones {
            if self.zones.iter().all(|known| known.name != zone.name) {
                self.zones.push(zone.clone());
            }
        }
        self.engine.set_zones(self.zones.clone());
        let start = self.hours.len();
        for (schedule, zone) in &rows.hours {
            let zone = self.zone_number(&rows.zones[usize::from(*zone)].name);
            self.hours.push((schedule.clone(), zone));
        }
        for (row, id) in rows.ids().iter().enumerate() {
            if row < stems.rows() {
                self.word_places.remove(id);
            } else if let Some(place) = self.places.get(id) {
                self.word_places.entry(*id).or_insert(*place);
            }
            self.take_out(*id);
        }
        let number = self.parts.len() as u32;
        for (row, id) in (0..).zip(rows.ids()) {
            self.gone.remove(id);
            self.demonstrations += usize::from(rows.is_demonstration(row as usize));
            self.places.insert(*id, (number, row));
        }
        self.parts.push(Part { rows, stems: Some(stems), hours: start });
        for row in 0..self.parts[number as usize].rows.len() {
            let entry = self.entry(number as usize, row);
            self.engine.upsert(entry);
        }
    }

    /// All that the engine wants to know of a row; of its words nothing as long as it knows none.
    fn entry(&self, part: usize, row: usize) -> Entry {
        let Part { rows, hours, .. } = &self.parts[part];
        let mut entry = Entry::unknown();
        rows.describe(row, &mut entry);
        entry.department = rows.department(row).map(str::to_owned);
        if let Some(number) = rows.hours_number(row) {
            let (schedule, zone) = &self.hours[hours + number];
            (entry.schedule, entry.zone) = ((**schedule).clone(), *zone);
        }
        if self.has_words {
            self.complete(&mut entry);
        }
        entry
    }

    fn zone_number(&self, name: &str) -> u16 {
        self.zones.iter().position(|zone| zone.name == name).unwrap_or_default() as u16
    }
}
