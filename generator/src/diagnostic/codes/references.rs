//! Codes of references (02xx): where a `$ref`, a discriminator mapping or a link leads.

super::codes! {
    /// reference to something that does not exist
    DANGLING = "E0201", "A `$ref` must lead to something that the document holds.

    schema:
      $ref: '#/components/schemas/Custmer'

Mend: correct the name, or add the component. Names are case-sensitive; `~1` stands for `/` and `~0` for `~`.";

    /// references that only lead to each other
    CYCLE = "E0202", "A chain of bare references must end at a definition. Here it comes back to where it began, so nothing is
ever defined:

    A: { $ref: '#/components/schemas/B' }
    B: { $ref: '#/components/schemas/A' }

Mend: define one of them. A schema that contains itself through a property, `items` or `allOf` is fine: that is recursion,
not a cycle of references.";

    /// reference to a place that holds nothing of the kind
    DEEP = "E0203", "A local reference may lead to any object of the standard, also inside a path or another component, if it is of the
kind that is expected. Here the standard has nothing of that kind at the place. What stands in an extension is of no kind.

    $ref: '#/definitions/Order'      # Swagger 2.0; it is `#/components/schemas/Order`

Mend: correct the pointer, or move the target to `#/components/schemas/<Name>` and refer to it there from both places.";

    /// reference to a place that may not be read
    EXTERNAL = "E0204", "Other files are only read below the root folder: the folder of the main document, or what `--root DIR` names.
Paths are relative to the file that refers; absolute paths, `..` out of the root folder and links out of it are refused.
Nothing is ever fetched: an `http(s)` address is only followed if a folder stands for it.

    $ref: ../../shared/pet.yaml                # above the root folder
    $ref: https://example.com/schemas/pet.yaml  # no folder stands for this address

Mend: `--root` with a folder further up, or `--remote-prefix https://example.com/schemas=vendor/schemas` with a folder that holds
a copy.";

    /// reference to a component of another kind
    WRONG_KIND = "E0205", "A reference must lead to the kind of object that is expected where it stands: a schema to a schema, a
response to a response.

    responses:
      '404':
        $ref: '#/components/schemas/Problem'   # a schema, where a Response Object is expected

Mend: refer to `#/components/responses/...`, or write a response whose content refers to the schema.";

    /// text of `$ref` that is not a URI reference
    MALFORMED = "E0206", "The value of `$ref` is a URI reference; a local one is `#` followed by a JSON Pointer, so `#/` begins it.

    $ref: 'schemas\\pet.yaml'

Mend: write `#/components/schemas/Name`, or a path with `/` between folders.";

    /// reference to a file that cannot be read
    UNREADABLE = "E0207", "The path of a `$ref` is relative to the folder of the file in which it stands. There must be a regular file, and
it must not be too large.

    $ref: schemas/pet.yaml#/Pet

Mend: correct the path. Letter case counts, also where the file system ignores it.";

    /// reference to a description of another version
    DOCUMENT_VERSION = "E0208", "Descriptions that refer to each other must follow the same version of the standard, because the same text
means different things in different versions: `nullable`, `exclusiveMinimum` or what stands beside `$ref`. Files without
`openapi` or `swagger` at their top are read in the version of the main document.

    openapi: 3.0.3
      $ref: pets.yaml#/components/schemas/Pet   # and `pets.yaml` says `openapi: 3.1.0`

Mend: convert one of the documents.";

    /// `$ref` for several things that leads to none
    PLACE = "E0209", "A reference of the standard replaces a single object: a path item, a parameter, a request body, a response, a header, a
schema, an example, a link, a callback, a security scheme. For a mapping of them it is read as well, if it leads to a mapping (W0204).

    components:
      schemas:
        $ref: schemas/list.yaml     # and `list.yaml` holds a list

Mend: refer to a mapping, or to each member by itself: `Pet: { $ref: 'schemas/list.yaml#/0' }`.";

    /// dynamic reference with several answers
    DYNAMIC = "E0210", "What a `$dynamicRef` means depends on how its schema was reached. It is resolved where only one answer is possible: one
schema of the document has that `$dynamicAnchor`, or the name is that of a plain `$anchor`. Where schemas with an `$id` of their own have
it, it is looked for when a value is checked. Here one without an `$id` has it, too: it belongs to the whole document, which is around
everything.

    $dynamicRef: '#item'      # two schemas say `$dynamicAnchor: item`

The same holds for a `$ref` in a part that an alias of YAML puts below several `$id`s.

Mend: write `$ref` to the schema that is meant, and one schema for each meaning, or give each an `$id`.";

    /// discriminator mapping that leads nowhere
    MAPPING = "W0201", "A value of `discriminator.mapping` names a schema that the document does not hold, or a file that is not there. The
entry is dropped: on the wire its tag value is treated like one that is not listed. Where no value leads to a schema and branches stand in
place, without names, the discriminator is dropped, and the branches are told apart by what they hold.

    mapping: { cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog', bird: '#/components/schemas/Bird' }

Mend: correct the name, or remove the entry.";

    /// link to an operation that does not exist
    LINK = "W0202", "A Link Object names an operation that the document does not hold. Links do not change what is generated.

    operationId: readOrder
    links: { next: { operationId: raedOrder } }

Mend: correct `operationId` or `operationRef`.";

    /// pointer that an `$id` moves
    OTHER_BASE = "W0203", "Below a schema with an `$id`, references are relative to that URI: `#/components/schemas/Pet` is looked for inside of that
schema (JSON Schema 2020-12 core, section 8.2.1). It is not there, but it is in the document, so that is what is meant.

    Order:
      $id: https://example.com/order
      properties:
        pet:
          $ref: '#/components/schemas/Pet'

Mend: remove the `$id`, or write the URI of the document before the `#`.";

    /// `$ref` for a whole
    WHOLE = "W0204", "A reference of the standard replaces a single path item, schema, parameter, response and so on. Trees of files have it for
wholes, too: for an operation, a section of `components`, all paths, the responses of an operation. It is read as if what it leads to stood
there; members beside it go before. Other tools may refuse it. It is told once, with how many there are.

    paths:
      /pets:
        get: { $ref: operations/list-pets.yaml }
    components:
      schemas: { $ref: schemas/index.yaml }

Mend: refer to the whole path item, `/pets: { $ref: paths/pets.yaml }`, and to each schema by itself, `Pet: { $ref: 'schemas/index.yaml#/Pet' }`.";

    /// reference to what holds a schema
    INSIDE = "W0205", "Where a schema is expected, a reference must lead to a schema. Here it leads to a response, a request body, a parameter or a
header that has only one schema, so that one is meant.

    schema:
      $ref: '#/components/responses/Message'

Mend: make it a schema of `components`, and refer to it from both places; or write where it stands:
`#/components/responses/Message/content/application~1json/schema`.";
}
