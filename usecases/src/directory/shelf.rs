//! Many texts in little memory: eight are packed together, and unpacked when somebody asks for one of them.
//! Knows nothing about what they say.
//!
//! LZ4 leaves half of what listings say in JSON, unpacks a block in some microseconds and costs a start little;
//! stronger methods leave a quarter, and a start would wait for them.

/// Texts in a block. More are packed better, and each is slower to reach.
pub const BLOCK: usize = 8;

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    block: u32,
    from: u32,
    to: u32,
}

impl Place {
    /// The same place, after that many blocks were put before its shelf.
    pub fn behind(self, blocks: u32) -> Self {
        Self { block: self.block + blocks, ..self }
    }
}

/// Texts by place. A block is let go when all its texts were taken away.
#[derive(Default)]
pub struct Shelf {
    blocks: Vec<Block>,
    /// Texts that were taken away and whose block remains.
    dead: usize,
}

#[derive(Default)]
struct Block {
    packed: Box<[u8]>,
    size: u32,
    texts: u8,
    dead: u8,
}

impl Shelf {
    /// Puts texts in and says where they stand.
    pub fn put<T: AsRef<str>>(&mut self, texts: &[T]) -> Vec<Place> {
        let mut places = Vec::with_capacity(texts.len());
        let mut whole = String::new();
        for texts in texts.chunks(BLOCK) {
            whole.clear();
            for text in texts {
                let from = whole.len() as u32;
                whole.push_str(text.as_ref());
                places.push(Place { block: self.blocks.len() as u32, from, to: whole.len() as u32 });
            }
            let packed = lz4_flex::block::compress(whole.as_bytes()).into_boxed_slice();
            self.blocks.push(Block { packed, size: whole.len() as u32, texts: texts.len() as u8, dead: 0 });
        }
        places
    }

    /// Takes over the texts of another shelf, and says how many blocks stand before them.
    pub fn append(&mut self, other: Self) -> u32 {
        let before = self.blocks.len() as u32;
        self.blocks.extend(other.blocks);
        self.dead += other.dead;
        before
    }

    /// The text at a place; `None` when there is none any more.
    pub fn get(&self, place: Place) -> Option<String> {
        let block = self.blocks.get(place.block as usize)?;
        let mut whole = lz4_flex::block::decompress(&block.packed, block.size as usize).ok()?;
        whole.truncate(place.to as usize);
        String::from_utf8(whole.split_off(place.from as usize)).ok()
    }

    /// Takes a text away.
    pub fn remove(&mut self, place: Place) {
        let Some(block) = self.blocks.get_mut(place.block as usize) else { return };
        block.dead += 1;
        self.dead += 1;
        if block.dead >= block.texts {
            self.dead -= usize::from(block.dead);
            *block = Block::default();
        }
    }

    /// Whether as much memory is held for what was taken away as for the rest.
    pub fn is_worn(&self, texts: usize) -> bool {
        self.dead > texts.max(BLOCK)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(count: usize) -> Vec<String> {
        (0..count).map(|number| format!("{{\"name\":\"Прихисток № {number}\"}}")).collect()
    }

    #[test]
    fn every_text_is_found_at_its_place() {
        let mut shelf = Shelf::default();
        let texts = texts(21);
        let places = shelf.put(&texts);
        let later = shelf.put(&["", "later"]);
        let found: Vec<_> = places.iter().filter_map(|place| shelf.get(*place)).collect();
        assert_eq!(found, texts);
        assert_eq!((shelf.get(later[0]), shelf.get(later[1])), (Some(String::new()), Some("later".to_owned())));
    }

    #[test]
    fn a_block_is_let_go_with_its_last_text() {
        let mut shelf = Shelf::default();
        let places = shelf.put(&texts(BLOCK + 1));
        places[1..].iter().for_each(|place| shelf.remove(*place));
        assert_eq!(shelf.get(places[0]), Some(texts(1).remove(0)));
        assert_eq!((shelf.get(places[BLOCK]), shelf.dead), (None, BLOCK - 1));
        shelf.remove(places[0]);
        assert_eq!((shelf.get(places[0]), shelf.dead), (None, 0));
    }

    #[test]
    fn what_is_taken_away_wears_the_shelf() {
        let mut shelf = Shelf::default();
        for place in shelf.put(&texts(80)).into_iter().enumerate().filter(|(number, _)| number % 8 > 2) {
            shelf.remove(place.1);
        }
        assert!(shelf.is_worn(30) && !shelf.is_worn(70));
    }
}
