//! Many texts in little memory: four are packed together, and unpacked when somebody asks for one of them.
//! Knows nothing about what they say.
//!
//! LZ4 leaves six tenths of what listings say in JSON and unpacks a block in some microseconds; stronger methods leave a
//! quarter, but a page of twenty would feel them. A load leaves texts loose, because readers wait for it.

use simdutf8::basic::from_utf8;

/// Texts in a block. More are packed better, and each is slower to reach.
pub const BLOCK: usize = 4;

/// Bytes in a piece of loose texts. The C library gives so much back to the system as soon as it is let go, and what is
/// not written to takes no memory.
const PIECE: usize = 33 << 20;

/// Blocks that are packed before anybody else gets a turn: some milliseconds.
const TURN: usize = 64;

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
    pieces: Vec<Piece>,
}

struct Block {
    content: Content,
    size: u32,
    texts: u8,
    dead: u8,
}

enum Content {
    Packed(Box<[u8]>),
    /// As it came, from a byte of a piece on.
    Loose {
        piece: u32,
        from: u32,
    },
    Nothing,
}

/// Loose texts of many blocks, one behind the other.
#[derive(Default)]
struct Piece {
    bytes: Vec<u8>,
    /// Blocks that are not packed yet.
    blocks: u32,
}

/// Blocks that were packed while others read; see [`Shelf::packed`].
pub struct Packed(Vec<(usize, Box<[u8]>)>);

impl Shelf {
    /// Puts texts in and says where they stand.
    pub fn put<T: AsRef<str>>(&mut self, texts: &[T]) -> Vec<Place> {
        let mut whole = String::new();
        let mut put = |texts: &[T], places: &mut Vec<Place>| {
            whole.clear();
            texts.iter().for_each(|text| whole.push_str(text.as_ref()));
            let packed = lz4_flex::block::compress(whole.as_bytes()).into_boxed_slice();
            self.add_block(Content::Packed(packed), texts, places);
        };
        let mut places = Vec::with_capacity(texts.len());
        texts.chunks(BLOCK).for_each(|texts| put(texts, &mut places));
        places
    }

    /// Puts texts in as they are, to be packed later.
    pub fn put_loose<T: AsRef<str>>(&mut self, texts: &[T]) -> Vec<Place> {
        let mut places = Vec::with_capacity(texts.len());
        for texts in texts.chunks(BLOCK) {
            let size = texts.iter().map(|text| text.as_ref().len()).sum();
            if self.pieces.last().is_none_or(|piece| piece.bytes.capacity() - piece.bytes.len() < size) {
                self.pieces.push(Piece { bytes: Vec::with_capacity(PIECE.max(size)), blocks: 0 });
            }
            let number = self.pieces.len() as u32 - 1;
            if let Some(piece) = self.pieces.last_mut() {
                let from = piece.bytes.len() as u32;
                texts.iter().for_each(|text| piece.bytes.extend_from_slice(text.as_ref().as_bytes()));
                piece.blocks += 1;
                self.add_block(Content::Loose { piece: number, from }, texts, &mut places);
            }
        }
        places
    }

    fn add_block<T: AsRef<str>>(&mut self, content: Content, texts: &[T], places: &mut Vec<Place>) {
        let (block, mut to) = (self.blocks.len() as u32, 0);
        for text in texts {
            let from = to;
            to += text.as_ref().len() as u32;
            places.push(Place { block, from, to });
        }
        self.blocks.push(Block { content, size: to, texts: texts.len() as u8, dead: 0 });
    }

    /// Some of the blocks that are loose, packed. Reads only, so that others can read meanwhile.
    pub fn packed(&self) -> Packed {
        let pack = |(number, block): (usize, &Block)| {
            let loose = self.loose(block)?;
            Some((number, lz4_flex::block::compress(loose).into_boxed_slice()))
        };
        Packed(self.blocks.iter().enumerate().filter_map(pack).take(TURN).collect())
    }

    /// Lets packed blocks take the place of loose ones; says whether there were any.
    pub fn replace(&mut self, packed: Packed) -> bool {
        let any = !packed.0.is_empty();
        for (number, packed) in packed.0 {
            if let Some(block @ Block { content: Content::Loose { .. }, .. }) = self.blocks.get_mut(number) {
                let old = std::mem::replace(&mut block.content, Content::Packed(packed));
                self.let_go(&old);
            }
        }
        any
    }

    fn loose(&self, block: &Block) -> Option<&[u8]> {
        let Content::Loose { piece, from } = block.content else { return None };
        self.pieces.get(piece as usize)?.bytes.get(from as usize..)?.get(..block.size as usize)
    }

    /// Takes over the texts of another shelf, where none are loose, and says how many blocks stand before them.
    pub fn append(&mut self, other: Self) -> u32 {
        let before = self.blocks.len() as u32;
        self.blocks.extend(other.blocks);
        self.dead += other.dead;
        before
    }

    /// The text at a place; `None` when there is none any more.
    pub fn get(&self, place: Place) -> Option<String> {
        let block = self.blocks.get(place.block as usize)?;
        let range = place.from as usize..place.to as usize;
        let unpacked;
        let texts = match &block.content {
            Content::Packed(packed) => {
                unpacked = lz4_flex::block::decompress(packed, block.size as usize).ok()?;
                &unpacked
            }
            Content::Loose { .. } => self.loose(block)?,
            Content::Nothing => return None,
        };
        from_utf8(texts.get(range)?).ok().map(str::to_owned)
    }

    /// Takes a text away.
    pub fn remove(&mut self, place: Place) {
        let Some(block) = self.blocks.get_mut(place.block as usize) else { return };
        block.dead += 1;
        self.dead += 1;
        if block.dead >= block.texts {
            self.dead -= usize::from(block.dead);
            let old = std::mem::replace(&mut block.content, Content::Nothing);
            self.let_go(&old);
        }
    }

    fn let_go(&mut self, old: &Content) {
        let Content::Loose { piece, .. } = old else { return };
        let Some(piece) = self.pieces.get_mut(*piece as usize) else { return };
        piece.blocks -= 1;
        if piece.blocks == 0 {
            piece.bytes = Vec::new();
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
    fn loose_texts_are_packed_later_and_stay_where_they_are() {
        let mut shelf = Shelf::default();
        let texts = texts(TURN * BLOCK + 3);
        let places = shelf.put_loose(&texts);
        let found = |shelf: &Shelf| places.iter().filter_map(|place| shelf.get(*place)).collect::<Vec<_>>();
        assert_eq!(found(&shelf), texts);
        let packed = shelf.packed();
        assert!(shelf.replace(packed));
        assert_eq!((found(&shelf), shelf.pieces[0].blocks), (texts.clone(), 1));
        let packed = shelf.packed();
        places[TURN * BLOCK..].iter().for_each(|place| shelf.remove(*place));
        assert!(shelf.replace(packed) && !shelf.replace(shelf.packed()));
        assert_eq!((found(&shelf), shelf.pieces[0].bytes.capacity()), (texts[..TURN * BLOCK].to_vec(), 0));
    }

    #[test]
    fn what_is_taken_away_wears_the_shelf() {
        let mut shelf = Shelf::default();
        for (number, place) in shelf.put(&texts(10 * BLOCK)).into_iter().enumerate() {
            if number % BLOCK > 0 {
                shelf.remove(place);
            }
        }
        assert!(shelf.is_worn(10) && !shelf.is_worn(70));
    }
}
