//! Codes of the dialect (01xx): the shape of the document, and its rewriting to the canonical form.

super::codes! {
    /// document without a version
    NO_VERSION = "E0101", "The root of an OpenAPI document names the version of the standard that it follows.

    info: { title: Orders, version: '1' }
    paths: {}

Mend: add `openapi: 3.0.3` or `openapi: 3.1.0` at the top.";

    /// version of the standard that is not supported
    UNSUPPORTED_VERSION = "E0102", "Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are understood, whatever the patch level.

    openapi: 4.0.0

Mend: convert the description to one of them.";

    /// value of the wrong type
    WRONG_TYPE = "E0103", "The standard asks for another type of value here.

    parameters:
      name: limit        # a mapping, where a list of Parameter Objects is expected

Mend: write the value in the expected type. A number or boolean where a string is expected must be quoted only in JSON; in
YAML its text is taken as it stands.";

    /// required field that is missing
    MISSING_FIELD = "E0104", "The standard requires this field.

    info:
      title: Orders      # `version` is missing

Mend: add the field.";

    /// key that the standard does not know
    UNKNOWN_KEY = "E0105", "This object has no such field. Fixed fields are those of the standard; anything else must begin with `x-`.

    get:
      operationID: listPets      # it is `operationId`

Mend: correct the key, move it to the object where it belongs, or remove it.";

    /// field of another version of the standard
    OTHER_VERSION = "E0106", "The field exists, but not in the version of the standard that the document names.

    openapi: 3.0.3
    webhooks: {}         # only since 3.1

Mend: raise the version (`openapi: 3.1.0`), or remove the field.";

    /// value that is not one of those allowed
    NOT_ALLOWED = "E0107", "The standard lists the values that this field may have.

    in: querry           # query, header, path or cookie

Mend: write one of them.";

    /// fields that exclude each other
    EXCLUSIVE = "E0108", "Only one of these fields may be there, because each says the same thing in another way.

    example: 1
    examples: { one: { value: 1 } }

Mend: keep one of them.";

    /// one of several fields is missing
    ONE_OF_FIELDS = "E0109", "The standard asks for one of these fields.

    - name: filter
      in: query          # neither `schema` nor `content`

Mend: add the one that fits.";

    /// reserved key
    RESERVED_KEY = "E0110", "Keys that begin with `x-canonical-` are how the stages of this tool talk to each other. A description that uses them
would be misunderstood.

    x-canonical-note: Checked.

Mend: choose another name for the extension.";

    /// key of a patterned object that does not fit
    BAD_KEY = "E0111", "The keys of this object follow a pattern: paths begin with `/`; responses are named by a status code (`200`), a range
(`4XX`) or `default`.

    paths:
      orders:            # it is `/orders`

Mend: correct the key.";

    /// number out of range
    OUT_OF_RANGE = "E0112", "Lengths and counts are whole numbers that are not negative, and `multipleOf` is above zero.

    minLength: -1

Mend: correct the number.";

    /// type that does not exist
    UNKNOWN_TYPE = "E0113", "The types of JSON Schema are `string`, `number`, `integer`, `boolean`, `array` and `object`; since OpenAPI 3.1 also
`null`.

    type: file           # Swagger 2.0; write `type: string` with `format: binary`

Mend: write one of them.";

    /// list that must not be empty
    EMPTY_LIST = "E0114", "The standard asks for at least one element here.

    type: []             # OpenAPI 3.1

Mend: add an element, or remove the field.";

    /// serialization of arrays that no later version has
    COLLECTION_FORMAT = "E0115", "The elements of an array are written with commas (`csv`), spaces (`ssv`), tabs (`tsv`) or bars (`pipes`) between them.
Only in a query or a form can they be repeated (`multi`). Arrays within arrays are not written at all.

    in: header
    collectionFormat: multi

Mend: choose another `collectionFormat`, or describe the parameter as a string.";

    /// part that is used too often
    TOO_MANY_COPIES = "E0116", "Path items, media types, and in Swagger 2.0 shared parameters and responses are copied to where they are used. Here a
large part is used so often that the document would grow beyond all measure.

Mend: give its schemas names under `components.schemas` (`definitions`) and refer to them.";

    /// parent of a tag that leads nowhere
    TAG_PARENT = "E0117", "Since OpenAPI 3.2 a tag may name its parent. That is the name of another tag in `tags`, and no tag is nested under
itself, directly or through others.

    tags:
      - { name: orders, parent: shop }   # there is no tag `shop`

Mend: correct the name, or add the tag.";

    /// value that the typed document cannot hold
    NOT_REPRESENTABLE = "E0199", "The shape of the document was accepted, but the typed document model has no place for this value. This is a gap of
the tool, not a mistake of the description.

Mend: report it with the few lines that cause it.";

    /// scalar read as text
    READ_AS_TEXT = "W0101", "A string is expected and a number or boolean is written. Its text is taken exactly as it stands, so that `1.10` stays
`1.10`; other tools may read `1.1`.

    info: { title: Orders, version: 1.10 }

Mend: quote it.";

    /// text read as another scalar
    READ_FROM_TEXT = "W0102", "A boolean or number is expected and a string with its text is written. It is read as what is meant.

    required: \"true\"

Mend: remove the quotes.";

    /// range in lower case
    LOWER_CASE_RANGE = "W0103", "Ranges of status codes are written with a capital X: `4XX`. The lower-case form is read as that.

    responses: { 2xx: { description: Done. } }

Mend: write `4XX`.";

    /// field beside `$ref` that is ignored
    IGNORED_SIBLING = "W0104", "In OpenAPI 3.0 nothing that stands beside `$ref` counts; descriptions, `deprecated`, `nullable` and extensions are
kept here because their meaning is plain, other keywords are dropped, as the standard says. A `type` that the referenced
schema has, too, loses nothing and is not told. Beside a reference to anything but a schema, 3.0 knows no field, and 3.1 only `summary` and `description`.

    owner:
      $ref: '#/components/schemas/User'
      maxProperties: 5          # dropped

Mend: in a schema, write `allOf: [{ $ref: ... }]` with the keywords beside it, but for `type`, or use OpenAPI 3.1, where they
count. Elsewhere, remove the field, or write the object out in place of the reference.";

    /// `nullable` beside `$ref`
    NULLABLE_REFERENCE = "W0105", "In OpenAPI 3.0 nothing that stands beside `$ref` counts, so by the letter this is not nullable. Whoever writes it
means that it is, and so it is read.

    owner:
      $ref: '#/components/schemas/User'
      nullable: true

Mend: write `nullable: true` with `allOf: [{ $ref: ... }]`, and no `type`, which would be that of null, too.";

    /// keyword that JSON Schema does not know
    UNKNOWN_KEYWORD = "W0106", "A schema of OpenAPI 3.1 may carry unknown keywords; they mean nothing to a validator. Nothing is generated from this
one.

    maxLenght: 36        # it is `maxLength`

Mend: correct the keyword if another is meant; begin it with `x-` if it is an extension.";

    /// `nullable` in OpenAPI 3.1
    NULLABLE_31 = "W0107", "`nullable` was removed in OpenAPI 3.1, where it is an unknown keyword. Whoever writes it means that null is allowed,
and so it is read.

    type: string
    nullable: true

Mend: write `type: [string, 'null']`; with `$ref` or without `type`, `anyOf: [{ $ref: ... }, { type: 'null' }]`.";

    /// null where a field may be absent
    NULL_AS_ABSENT = "W0108", "A field without a value (`description:` or `description: null`) is not allowed; it is read as if it were absent.

    description:

Mend: remove the field or give it a value.";

    /// misplaced or unknown key that is ignored
    IGNORED_KEY = "W0109", "This object has no such field, and it resembles none: nothing is generated from it. Converters leave such keys in
documents of 2.0 and 3.0.

    exportedBy: gateway 4.2

Mend: correct the key, move it to the object where it belongs, remove it, or begin it with `x-`.";

    /// missing field that is filled in
    FILLED_IN = "W0110", "The standard requires this field. What it must be is plain, so it was filled in.

    # neither the operation nor the document has `consumes`
    post:
      parameters:
        - { name: order, in: body, schema: { type: object } }

Mend: write it.";

    /// override beside `$ref` that is not used
    UNUSED_OVERRIDE = "W0111", "`summary` beside a `$ref` replaces that of the referenced object (OpenAPI 3.1). Of what a reference can stand for
here, nothing prints a summary, so it is not used. A `description` beside a `$ref` is.

    $ref: '#/components/responses/Absent'
    summary: Not there

Mend: none needed; what is generated differs in documentation only.";

    /// schemas of another dialect
    OTHER_SCHEMA_DIALECT = "W0112", "`jsonSchemaDialect` and `$schema` may name any dialect of JSON Schema. Only that of OpenAPI and JSON Schema 2020-12 are
known; schemas of another one are read as if they were of 2020-12, so keywords that changed their meaning may be misread.

    jsonSchemaDialect: http://json-schema.org/draft-07/schema#

Mend: rewrite the schemas for 2020-12 and remove the field.";

    /// `x-nullable` in Swagger 2.0
    X_NULLABLE = "W0113", "Swagger 2.0 cannot say that a value may be null. `x-nullable: true` is how most tools write it, and so it is read.

    Name: { type: string, x-nullable: true }

Mend: none needed; OpenAPI 3.0 has `nullable: true`.";

    /// field that nothing is generated from
    NOT_GENERATED = "W0114", "The field is read and checked, but what is generated does not follow it yet. The note says what happens instead. Most
such fields are new in OpenAPI 3.2.

    /orders:
      additionalOperations:

Mend: none needed if that is acceptable; otherwise describe what is meant without the field.";

    /// tag that is listed twice
    TAG_TWICE = "W0115", "Each name in `tags` is unique. What the documentation of both says is meant for one group of operations.

    tags: [{ name: orders }, { name: orders }]

Mend: make one of them.";

    /// name that a component may not have
    COMPONENT_NAME = "W0116", "Names of components consist of the letters A to Z and a to z, digits, `.`, `-` and `_`. Here the name is taken as it is;
other tools refuse the document.

    components:
      schemas:
        Page«Pet»: { type: object }

Mend: choose another name, such as `PageOfPet`.";

    /// field beside a `$ref` to a path item that has it too
    HIDDEN_FIELD = "W0117", "A path item may have fields beside its `$ref`. Where the path item that it leads to has the same field, the standard does
not say which one counts. Here it is the one beside `$ref`; the other is not used in this place.

    /customers:
      $ref: '#/components/pathItems/Customers'   # has `get`, too
      get: { operationId: listCustomers }

Mend: keep one of them.";

    /// `dependencies`, which was split
    DEPENDENCIES = "W0121", "`dependencies` of earlier drafts of JSON Schema became two keywords: `dependentRequired`, where it lists names, and
`dependentSchemas`, where it holds a schema. OpenAPI 3.1 has these two; the old one is read as them.

    dependencies:
      credit_card: [billing_address]

Mend: write `dependentRequired: { credit_card: [billing_address] }`.";
}
