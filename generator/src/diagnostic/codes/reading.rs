//! Codes of reading (00xx): from bytes to the tree.

super::codes! {
    /// text that is not well-formed YAML or JSON
    SYNTAX = "E0001", "The file is not well-formed. A file is read as JSON when its name ends in `.json`, otherwise as YAML 1.2.

    info:
      title: Orders: the API      # a plain scalar cannot contain `: `

Mend: quote the text (`'Orders: the API'`), or correct the indentation or bracket at the marked place.";

    /// the same key twice in one mapping
    DUPLICATE_KEY = "E0002", "The keys of a mapping must be unique (YAML 1.2.2 section 3.2.1.3). Many readers keep the last value silently,
so half of what was written is lost.

    properties:
      name: { type: string }
      name: { type: integer }

Mend: remove or rename one of the two. In YAML `200`, `'200'` and `\"200\"` are the same key of an OpenAPI document.";

    /// nesting that is too deep
    TOO_DEEP = "E0003", "Collections are nested deeper than the limit. Real descriptions stay far below it; a file that does not is
either damaged or meant to exhaust the reader.

Mend: give inner schemas a name under `components.schemas` and refer to them.";

    /// aliases that expand to too much
    ALIAS_EXPANSION = "E0004", "Aliases (`*name`) repeat what their anchor holds, and aliases of aliases multiply. What they add is limited, so that
a small file cannot fill the memory.

Mend: use `$ref` to components instead of aliases.";

    /// alias that cannot be resolved
    UNKNOWN_ANCHOR = "E0005", "An alias (`*name`) repeats what an anchor (`&name`) before it in the same document marked. There is none with this
name, or the alias stands inside what it would repeat.

    Cat: &cat { type: object }
    Dog: *dog          # there is `&cat`

Mend: define the anchor first, or correct the name.";

    /// custom YAML tag
    TAG = "E0006", "A tag such as `!include` asks the reader to do something that YAML itself does not define. Only the tags of the core schema
(`!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq`, `!!map`) are understood, and only on values that fit.

    components: !include components.yaml

Mend: write the value out, or use `$ref` to bring in another definition.";

    /// several YAML documents in one file
    SEVERAL_DOCUMENTS = "E0007", "One file holds one description. A line `---` begins another YAML document, which would be ignored.

    info: { title: Orders, version: '1' }
    ---
    paths: {}

Mend: remove the line, or split the file.";

    /// character that must not appear
    FORBIDDEN_CHARACTER = "E0008", "NUL and most other control characters may not appear in YAML or JSON text, not even in strings.

    info: { title: \"Orders   # then a NUL, which no editor shows

Mend: remove the character; in a double-quoted string write it as an escape such as `\\u0000`.";

    /// text in an unknown encoding
    ENCODING = "E0009", "The file is not UTF-8 (nor UTF-16 with a byte-order mark).

Mend: save it as UTF-8.";

    /// file that is too large
    TOO_LARGE = "E0010", "The file is larger than the limit that keeps a mistaken path from filling the memory. It was not read.

Mend: if the file really is a description, raise the limit: `--max-size 200`, in MiB.";

    /// key that is not a scalar
    COMPLEX_KEY = "E0011", "The keys of an OpenAPI document are strings. YAML allows a sequence or a mapping as a key, JSON does not.

    ? [a, b]
    : value

In flow style, `{ {name}: value }` is the same mistake: a key that begins with `{` must be quoted.

Mend: quote the key.";

    /// number that JSON cannot hold
    NOT_A_NUMBER = "E0012", "`.inf`, `-.inf` and `.nan` are numbers in YAML that JSON cannot write, and an OpenAPI document must be expressible as
JSON.

    maximum: .inf

Mend: leave the bound out, or quote the text if a string is meant.";

    /// escape that is no character
    LONE_SURROGATE = "E0013", "`\\ud800` to `\\udfff` are halves of a pair; alone they are no Unicode character.

    x-smile: \"\\ud83d\"

Mend: write both halves, or the character itself.";

    /// tag that does not fit its value
    WRONG_TAG = "E0014", "A tag of the core schema says what a scalar is, and the text of this one is something else.

    retries: !!int many

Mend: correct the text or remove the tag.";

    /// merge key that cannot be merged
    BAD_MERGE = "E0015", "The value of `<<` is merged into the mapping around it, so it must be a mapping, an alias of one, or a sequence of them.

    <<: 5

Mend: correct the value, or quote the key (`'<<'`) if a member of that name is meant.";

    /// empty file
    EMPTY = "E0016", "The file holds no value.

    ---                  # and nothing else

Mend: an OpenAPI document begins with `openapi: 3.0.3` or another version.";

    /// file that does not exist
    NO_FILE = "E0017", "Nothing is at the path that was given on the command line, or beside a description.

Mend: correct the path. It is relative to the current folder; letter case counts.";

    /// folder, pipe or device where a file is expected
    NOT_REGULAR = "E0018", "A description is read from a regular file. A pipe could make the run wait for ever, a device has no end, and a folder
holds no text.

Mend: name the file in the folder; save what a pipe would bring as a file first.";

    /// file that the system does not let read
    UNREADABLE = "E0019", "The file is there, and reading it failed. The message says what the system answered. `cargo xtask codegen` reads
no file outside of the workspace, wherever a link leads.

Mend: correct the permissions of the file and of the folders above it, or the link.";

    /// text in another language
    OTHER_LANGUAGE = "E0020", "The first line shows that the file is neither YAML nor JSON: an HTML page that a server sent instead of the file, XML, RAML,
Protocol Buffers or GraphQL.

    <!DOCTYPE html>

Mend: name the description itself. From a repository on the web, take its raw form.";

    /// key that is too long
    LONG_KEY = "E0021", "Everything in a description is known by the keys that lead to it, so a key of many kilobytes costs its length for each thing
that stands below it. Real descriptions have keys of some hundred bytes; a file with longer ones is either damaged or meant to exhaust the reader.

Mend: shorten the key; text belongs into `description`.";

    /// merge key
    MERGE_KEY = "W0001", "`<<` merges another mapping into this one. That is a habit of YAML 1.1, not part of YAML 1.2, and other tools read a
member named `<<`. The mapping was merged; members that stand in the mapping itself win.

    Pet: &pet { type: object }
    Cat:
      <<: *pet
      description: A cat.

Mend: write the members out, or use `allOf` with `$ref`.";
}
