//! Small films made of bytes: a container that is right in every place, with samples that are no pictures. Some carry
//! what a camera writes beside them: places, times, names.

/// What a film is to be like.
#[derive(Debug, Clone)]
pub struct Film {
    /// The first brand, for example `isom`, or `qt  `.
    pub brand: [u8; 4],
    /// Length in milliseconds.
    pub length_ms: u32,
    /// Width in pixels, before it is turned.
    pub width: u16,
    /// Height in pixels, before it is turned.
    pub height: u16,
    /// Played with a quarter turn.
    pub turned: bool,
    /// It says where and when it was made, in every place where cameras do.
    pub tells: bool,
    /// Bytes of its picture's samples.
    pub bytes: usize,
    /// Whether the picture is there, beside the sound.
    pub picture: bool,
    /// How its picture is said to be encoded; none: it does not say, and no player tries.
    pub codec: Option<[u8; 4]>,
}

impl Default for Film {
    fn default() -> Self {
        Self {
            brand: *b"isom",
            length_ms: 12_000,
            width: 640,
            height: 360,
            turned: false,
            tells: false,
            bytes: 3_000,
            picture: true,
            codec: None,
        }
    }
}

/// Words that a film that tells has in several places.
pub const TELLS: &[u8] = b"+47.3769+008.5417/";

/// When a film that tells was made, as its headers count.
const MADE_AT: u32 = 0xe4e1_e3e2;

impl Film {
    /// Its bytes as MP4 or QuickTime.
    #[must_use]
    pub fn mp4(&self) -> Vec<u8> {
        let head = boxed(b"ftyp", &[&self.brand[..], &[0, 0, 2, 0], b"isommp42"].concat());
        let picture: Vec<u8> = (0..self.bytes).map(|at| u8::try_from(at % 251).unwrap_or_default()).collect();
        let sound = vec![0x5a_u8; 400];
        let places = if self.tells { TELLS.repeat(4) } else { Vec::new() };
        let data = boxed(b"mdat", &[picture, sound, places].concat());
        let start = u32::try_from(head.len() + 8).unwrap_or_default();
        let sound_at = start + u32::try_from(self.bytes).unwrap_or_default();
        let mut movie = vec![self.movie_header()];
        if self.picture {
            movie.push(self.track(1, *b"vide", start, &[self.bytes]));
        }
        movie.push(self.track(2, *b"soun", sound_at, &[400]));
        if self.tells {
            movie.push(self.track(3, *b"meta", sound_at + 400, &[TELLS.len() * 2, TELLS.len(), TELLS.len()]));
            movie.push(boxed(b"udta", &boxed(&[0xa9, b'x', b'y', b'z'], TELLS)));
            movie.push(boxed(b"meta", TELLS));
        }
        let movie = boxed(b"moov", &movie.concat());
        let more = if self.tells { boxed(b"uuid", TELLS) } else { Vec::new() };
        [head, data, movie, more].concat()
    }

    /// The sample description of a picture's track: its kind, and nothing that a player could use.
    fn described(&self, handler: [u8; 4]) -> Vec<u8> {
        let codec = self.codec.filter(|_| &handler == b"vide");
        codec.map_or_else(Vec::new, |codec| {
            boxed(b"stsd", &[&[0, 0, 0, 0, 0, 0, 0, 1][..], &boxed(&codec, &[0; 78])].concat())
        })
    }

    /// Its bytes as WebM.
    #[must_use]
    pub fn webm(&self) -> Vec<u8> {
        let head = element(&[0x1a, 0x45, 0xdf, 0xa3], &element(&[0x42, 0x82], b"webm"));
        let seek = |id: &[u8]| element(&[0x4d, 0xbb], &element(&[0x53, 0xab], id));
        let mut info = vec![element(&[0x2a, 0xd7, 0xb1], &1_000_000_u32.to_be_bytes())];
        info.push(element(&[0x44, 0x89], &f64::from(self.length_ms).to_be_bytes()));
        let mut parts =
            vec![element(&[0x11, 0x4d, 0x9b, 0x74], &[seek(&TAGS), seek(&[0x16, 0x54, 0xae, 0x6b])].concat())];
        if self.tells {
            info.push(element(&[0x44, 0x61], &u64::from(MADE_AT).to_be_bytes()));
            info.push(element(&[0x7b, 0xa9], TELLS));
        }
        parts.push(element(&[0x15, 0x49, 0xa9, 0x66], &info.concat()));
        let sides = [element(&[0xb0], &self.width.to_be_bytes()), element(&[0xba], &self.height.to_be_bytes())];
        let codec = self.codec.map_or_else(Vec::new, |codec| element(&[0x86], &codec));
        let picture = [element(&[0x83], &[1]), codec, element(&[0xe0], &sides.concat())].concat();
        let sound = element(&[0x83], &[2]);
        let tracks = if self.picture {
            vec![element(&[0xae], &picture), element(&[0xae], &sound)]
        } else {
            vec![element(&[0xae], &sound)]
        };
        parts.push(element(&[0x16, 0x54, 0xae, 0x6b], &tracks.concat()));
        if self.tells {
            parts.push(element(&TAGS, TELLS));
        }
        let samples = element(&[0xa3], &vec![0x5a; self.bytes]);
        // As recorders leave it: the length is open.
        parts.push([&[0x1f, 0x43, 0xb6, 0x75, 0xff], &samples[..]].concat());
        [head, vec![0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], parts.concat()].concat()
    }

    fn made_at(&self) -> [u8; 8] {
        let at = if self.tells { MADE_AT } else { 0 }.to_be_bytes();
        [at, at].concat().try_into().unwrap_or_default()
    }

    fn movie_header(&self) -> Vec<u8> {
        let mut body = vec![0; 4];
        body.extend(self.made_at());
        body.extend(1000_u32.to_be_bytes());
        body.extend(self.length_ms.to_be_bytes());
        body.extend([0; 80]);
        boxed(b"mvhd", &body)
    }

    fn track(&self, number: u32, handler: [u8; 4], at: u32, samples: &[usize]) -> Vec<u8> {
        let mut header = vec![0; 4];
        header.extend(self.made_at());
        header.extend(number.to_be_bytes());
        header.extend([0; 4]);
        header.extend(self.length_ms.to_be_bytes());
        header.extend([0; 16]);
        let one = 0x0001_0000_u32;
        let matrix = if self.turned {
            [0, one, 0, one, 0, 0, 0, 0, 0x4000_0000]
        } else {
            [one, 0, 0, 0, one, 0, 0, 0, 0x4000_0000]
        };
        header.extend(matrix.iter().flat_map(|number| number.to_be_bytes()));
        let sides = if &handler == b"vide" { [self.width, self.height] } else { [0, 0] };
        header.extend(sides.iter().flat_map(|side| (u32::from(*side) << 16).to_be_bytes()));
        let mut clock = vec![0; 4];
        clock.extend(self.made_at());
        clock.extend(1000_u32.to_be_bytes());
        clock.extend(self.length_ms.to_be_bytes());
        clock.extend([0; 4]);
        let mut who = vec![0; 8];
        who.extend(handler);
        who.extend([0; 12]);
        who.extend(if self.tells { &b"Camera of Ada\0"[..] } else { &[0; 14][..] });
        let media = [
            boxed(b"mdhd", &clock),
            boxed(b"hdlr", &who),
            boxed(b"minf", &table(at, samples, self.described(handler))),
        ]
        .concat();
        let mut parts = vec![boxed(b"tkhd", &header), boxed(b"mdia", &media)];
        if self.tells {
            parts.push(boxed(b"udta", TELLS));
        }
        boxed(b"trak", &parts.concat())
    }
}

const TAGS: [u8; 4] = [0x12, 0x54, 0xc3, 0x67];

/// A table of samples: the first chunk has the first sample, the second all others.
fn table(at: u32, samples: &[usize], described: Vec<u8>) -> Vec<u8> {
    let word = |number: usize| u32::try_from(number).unwrap_or_default().to_be_bytes();
    let first = samples.first().copied().unwrap_or_default();
    let chunks = samples.len().min(2);
    let mut offsets = [[0; 4], word(chunks), at.to_be_bytes()].concat();
    let mut runs = [[0; 4], word(chunks), word(1), word(1), word(1)].concat();
    if chunks == 2 {
        offsets.extend((at + u32::try_from(first).unwrap_or_default()).to_be_bytes());
        runs.extend([word(2), word(samples.len() - 1), word(1)].concat());
    }
    let sizes: Vec<u8> = samples.iter().flat_map(|size| word(*size)).collect();
    let sizes = [&[0; 8][..], &word(samples.len()), &sizes].concat();
    boxed(b"stbl", &[described, boxed(b"stco", &offsets), boxed(b"stsc", &runs), boxed(b"stsz", &sizes)].concat())
}

fn boxed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let size = u32::try_from(body.len() + 8).unwrap_or_default();
    [&size.to_be_bytes()[..], kind, body].concat()
}

/// An element with its length in four bytes.
fn element(id: &[u8], body: &[u8]) -> Vec<u8> {
    let size = u32::try_from(body.len()).unwrap_or_default() | 0x1000_0000;
    [id, &size.to_be_bytes(), body].concat()
}
