//! Codes of lowering (03xx): what the typed document says and Rust cannot hold as it stands. Warnings from 0331.

super::codes! {
    /// a reference that leads to nothing, or to something else
    UNRESOLVED = "E0301", "A `$ref` must lead to an object of the kind that stands in its place.

    schema:
      $ref: '#/components/schemas/Custmer'   # there is a `Customer`

Mend: correct the pointer.";

    /// a reference that leads back to itself
    REFERENCE_CYCLE = "E0302", "Following the references never arrives at a schema.

    A: { $ref: '#/components/schemas/B' }
    B: { $ref: '#/components/schemas/A' }

Mend: let one of them say what it is.";

    /// a schema that is a part of itself
    ALL_OF_CYCLE = "E0303", "The members of an object are those of its `allOf` branches and its alternatives. A schema that leads back to itself that way,
without a property or an item between, has no end.

    Pet: { oneOf: [{ $ref: '#/components/schemas/Cat' }] }
    Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { lives: { type: integer } } }] }

Mend: move the common members into a third schema, or add a `discriminator` to the base.";

    /// a discriminator that does not tell the branches apart
    DISCRIMINATOR = "E0307", "A discriminator needs for each branch a value: from `mapping`, from a `const` or `enum` of the
member itself, or the name of the branch's schema in `components.schemas`.

    oneOf: [{ type: object, properties: { a: {} } }, { type: object, properties: { b: {} } }]
    discriminator: { propertyName: kind }

Mend: make the branch a component, or list its values of the member in an `enum`.";

    /// a pattern that cannot be checked
    PATTERN = "E0308", "Patterns are ECMA-262, and are rewritten for Rust's `regex`, which takes time linear in the text. Those with look-around or
back-references go to `fancy-regex`, with a limit on how often it goes back. What neither can say is refused: back-references that
ECMA-262 reads in another way, look-around within a look-behind, repetitions that would be too large, other dialects; and more large
patterns than can be compiled in some seconds.

    pattern: '^(a|b)+\\1$'

Mend: as the help says; or remove the pattern in an overlay and check the value in the handler.";

    /// a type that JSON Schema does not have
    UNKNOWN_TYPE = "E0310", "The types are `null`, `boolean`, `object`, `array`, `number`, `integer` and `string`. `file` was Swagger 2.0's.

    type: str

Mend: use one of the types.";

    /// a schema without a name that contains itself
    NAMELESS_RECURSION = "E0311", "A recursive schema is checked by a function that calls itself; a schema outside `components.schemas` that becomes no type
of its own has no such function.

Mend: move it to `components.schemas`.";

    /// two operations with one operationId
    DUPLICATE_OPERATION_ID = "E0312", "An `operationId` is unique in a document; it names the generated method.

    /orders:
      get: { operationId: list, responses: { '204': { description: Done. } } }
    /invoices:
      get: { operationId: list, responses: { '204': { description: Done. } } }

Mend: rename one of the two.";

    /// a path template that cannot be read
    PATH_TEMPLATE = "E0313", "Each `{` of a path needs its `}` in the same segment.

    /orders/{id/items:

Mend: correct the braces.";

    /// a variable in the query of a path key
    PATH_QUERY = "E0314", "What a path key has behind `?` is sent as it stands. A variable there is a query parameter if it is the whole value of a
name, `status={status}`; anything else says of no parameter what is sent.

    /orders?{status}=1:

Mend: take it out of the path, and declare query parameters with `in: query`.";

    /// a path parameter that the path lacks
    PATH_PARAMETER = "E0315", "A parameter with `in: path` fills the variable of its name (section Parameter Object).

    /orders:
      get:
        parameters:
          - { name: id, in: path, required: true, schema: { type: string } }

Mend: write the variable into the path, or remove the parameter.";

    /// a parameter that is listed twice
    DUPLICATE_PARAMETER = "E0317", "A parameter is identified by `name` and `in`; a list must not hold one twice. Names of headers are the same in
capitals and small letters (RFC 9110).

    parameters:
      - { name: limit, in: query, schema: { type: integer } }
      - { name: limit, in: query, schema: { type: integer } }

Mend: remove one of the two.";

    /// `content` of a parameter or header that has not one media type
    PARAMETER_CONTENT = "E0318", "The `content` of a parameter or a header has exactly one media type (section Parameter Object).

    - { name: filter, in: query, content: { application/json: {}, text/plain: {} } }

Mend: keep the one that is sent.";

    /// a field of a media type in the place of one
    MEDIA_TYPE = "E0319", "The keys of `content` are media types: `application/json`, `text/csv` ... What belongs below a media type cannot stand in
its place.

    content:
      schema: { type: object }

Mend: put it below one, `application/json: { schema: ... }`.";

    /// a response key that is no status
    STATUS = "E0321", "The keys of `responses` are status codes from 100 to 599, ranges from `1XX` to `5XX`, and `default`; each occurs once.

Mend: correct the key.";

    /// a security scheme that is not defined
    SECURITY_UNDEFINED = "E0322", "A security requirement names a scheme of `components.securitySchemes`.

    security: [{ tokn: [] }]       # there is a scheme `token`

Mend: define it, or correct the name.";

    /// an HTTP authentication scheme that is no word
    SECURITY_SCHEME = "E0323", "The `scheme` of `type: http` is the word that stands first in the header `Authorization` (RFC 9110, section 11.1).

    login: { type: http, scheme: digest access }

Mend: write the word, `digest`.";

    /// a server variable that is not declared
    SERVER_VARIABLE = "E0325", "Each `{name}` of a server's URL is a key of its `variables`.

    servers:
      - { url: 'https://{region}.example.com' }

Mend: declare it with a default.";

    /// schemas that lead to one another too deeply
    TOO_DEEP = "E0326", "A chain of `allOf`, `oneOf`, `anyOf` and references is followed for 256 schemas. Real descriptions stay below ten.

Mend: merge schemas on the way.";

    /// shared parts that are used very often, all together
    TOO_MANY_VALUES = "E0327", "Parameters, headers, security requirements and defaults are written in the generated code wherever they are used, each parameter,
header and field of a form with a table of the values in it; so are the checks of schemas without a name, descriptions and names of what
is shared, whose long texts count as one value for every 16 bytes. So a short description could become endless code. All together may have
200,000 values, and one more for every eight bytes of the description.

Mend: give parameters schemas with fewer members, name large schemas (`components.schemas`), or share fewer of them.";

    /// schemas that take over very many members of others, all together
    TOO_MANY_MEMBERS = "E0328", "A schema with `allOf`, `oneOf` or `anyOf` has the members of its parts. All schemas together may take over 100,000
members, and one more for every four bytes of the description.

Mend: let a property hold the part, instead of taking over all its members.";

    /// a value whose type is any JSON
    ANY = "W0331", "Rust has no type for what the schema says, so the value is held as any JSON. It is checked all the same.

    type: object
    patternProperties: { '^x-': { type: string }, '^n-': { type: integer } }     # OpenAPI 3.1

Mend: as the help says; each case has its own.";

    /// a default that does not fit its schema
    DEFAULT = "W0332", "A default must satisfy the schema (section Schema Object). This one does not and is ignored.

    type: integer
    default: '20'

It is ignored, too, where it stands in one of several alternatives, since an absent value is none of them, and where another schema of the same
value says another one before. What is said beside `$ref` or `allOf` goes before what stands behind them.

Mend: correct the default, or say it once, beside `$ref`, `allOf` and alternatives.";

    /// a listed value of another type than the schema
    LITERAL_TYPE = "W0333", "The values of `enum` must be of the schema's `type`. YAML reads `1` as a number and `true` as a boolean.

    type: string
    enum: [1, 2]

Mend: quote the values.";

    /// a mapping to a schema that is not a branch
    MAPPING = "W0334", "A discriminator chooses between the branches of `oneOf` or `anyOf`. A mapping to another schema can never be used.

    oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }]
    discriminator:
      propertyName: kind
      mapping: { cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog', fox: '#/components/schemas/Fox' }

Mend: add the schema to the branches.";

    /// a header that the standard takes from elsewhere
    HEADER_IGNORED = "W0336", "`Accept`, `Content-Type` and `Authorization` SHALL be ignored as parameters (section Parameter Object), and so shall
`Content-Type` among the headers of a response (section Response Object).

    - { name: Authorization, in: header, schema: { type: string } }

Mend: remove the parameter or header.";

    /// content of a response that has no body
    NO_BODY = "W0337", "1XX, 204, 205 and 304 have no body, and no response to HEAD has one (RFC 9110). The content is ignored.

    '204':
      description: Done.
      content: { application/json: { schema: { type: object } } }

Mend: remove the content, or correct the status.";

    /// a variable of a path without a parameter
    PATH_VARIABLE = "W0338", "Each variable of a path needs a parameter with `in: path`, one behind `?` a parameter with `in: query`. It is taken as a string.

    /orders/{id}:            # and no parameter `id`

Mend: declare the parameter.";

    /// a server variable that the URL lacks
    SERVER_VARIABLE_UNUSED = "W0339", "The variable is declared and occurs nowhere.

    servers:
      - { url: 'https://example.com', variables: { region: { default: eu } } }

Mend: remove it, or correct the URL.";

    /// a part that is read and not generated
    NOT_GENERATED = "W0340", "Links are documentation only.

    responses:
      '201':
        description: Created.
        links: { self: { operationId: getOrder, parameters: { id: '$response.body#/id' } } }

Mend: none is needed; nothing is generated that would follow them.";

    /// a format that is not checked
    FORMAT = "W0341", "A format outside the table of known ones, or beside a type that it does not speak about, demands nothing. The value keeps
the type of its JSON type. A format of numbers counts for a string that holds nothing else, so not beside `pattern`, `enum`, `const`, or a `minLength`
above 1. Each name is told once in a document.

    created: { type: string, format: date-time-local }

Mend: use a known format, or say what is meant with `pattern` or bounds.";

    /// an encoding of a body that is JSON
    ENCODING = "W0342", "`encoding` applies to `multipart` and `application/x-www-form-urlencoded` bodies only (section Media Type Object).

    application/json:
      schema: { type: object, properties: { name: { type: string } } }
      encoding: { name: { contentType: text/plain } }

Mend: remove it.";

    /// a parameter that no style can write
    NESTED_PARAMETER = "W0343", "The styles of parameters write a list or an object of plain values. For a list or an object inside of another they are
undefined (section Parameter Object).

    - name: filter
      in: query
      schema: { type: object, properties: { owner: { type: object } } }

A list of one item is written as a plain value is, so where a schema allows both, `ids=1` is the plain value, and the list only where the
schema refuses that. An object beside values of other types is not told from these. Null has no text, so a list cannot hold it.
Members whose types only a pattern of their names tells are read as the narrowest of these.

Mend: give the inner members parameters of their own, or carry the whole as JSON in a string.";

    /// a server variable whose default is none of its values
    SERVER_VARIABLE_DEFAULT = "W0344", "Where `enum` is there, the default is one of its values (section Server Variable Object). It is used as it
stands.

    variables: { region: { default: asia, enum: [eu, us] } }

Mend: correct the default, or add it to `enum`.";

    /// two operations that match the same requests
    SAME_REQUESTS = "W0345", "Nothing in a request tells these operations apart: the names of variables do not, and a fragment is never sent. The client
has both; the generated server answers with the one that is written first. Operations of one path are told apart by the query that their
keys fix (`/orders?view=short`), and by a required query or header parameter with one value (`const`, or an `enum` of one).

    /orders/{id}:
      get:
        operationId: getOrder
    /orders/{number}:
      get:
        operationId: getOrderByNumber

Mend: merge the two path items.";

    /// schemas that exclude one another
    CONTRADICTION = "W0346", "All branches of `allOf` hold at once, and so do all schemas that they give one property. No value satisfies these, so every value
is refused here, and a property can only be absent.

    allOf:
      - properties: { id: { type: string } }
      - properties: { id: { type: integer } }

Mend: change one of the two places that the note names.";

    /// a schema without values
    NO_VALUE = "W0347", "`enum: []` admits no value at all, and neither does a schema that requires a value of itself inside of each value: every value is
refused here. `items: false` admits no element, so only the empty list, or one of the elements of `prefixItems`.

    enum: []

Mend: list the values, or remove the keyword.";

    /// null by several branches
    AMBIGUOUS_NULL = "W0348", "Of the branches of `oneOf` exactly one must hold. Null satisfies several of these, so by the letter it is no value. Nobody means
that, so it is one.

    oneOf:
      - { type: string, nullable: true }
      - { type: integer, nullable: true }

Mend: let null be a value of one branch only.";

    /// a discriminator beside a branch that is no object
    TAG_OF_NO_OBJECT = "W0349", "A discriminator names a member of objects. A list or a text has none, so the discriminator cannot say which branch such a value is
meant to be. It is only a hint: which values are valid follows from the branches alone, and that is what counts here.

    oneOf:
      - { $ref: '#/components/schemas/File' }
      - { type: array, items: { $ref: '#/components/schemas/File' } }
    discriminator: { propertyName: type }

Mend: put the branches that are objects into a `oneOf` of their own, with the discriminator.";

    /// a branch that depends on the schemas around it
    SCOPED_BRANCH = "W0350", "What a `$dynamicRef` leads to depends on the schemas through which a value was reached. A server knows them when it checks the value.
When the value is decoded, the variant is one whose branch holds by itself, which may be another one, or none.

    oneOf:
      - { type: array, items: { $dynamicRef: '#node' } }
      - { type: object, required: [first], properties: { first: { $dynamicRef: '#node' } } }

Mend: tell the branches apart by a required member that has a `const` in each, so that none has to be tried.";

    /// null by a type, beside what does not allow it
    NULL_REFUSED_BESIDE = "W0358", "A type names null, and `oneOf`, `anyOf`, `allOf` or `const` beside it does not allow it. By the letter null is no value, but
whoever names it means it, so it is one.

    type: [object, 'null']
    oneOf:
      - { $ref: '#/components/schemas/Cat' }
      - { $ref: '#/components/schemas/Dog' }

Mend: add `{ type: 'null' }` to the branches, or do not name null.";

    /// a guess below a condition
    GUESS_IN_CONDITION = "W0359", "What a schema without `type` is about is guessed, but not below `not`, `if`, `then`, `else`, `contains`, `propertyNames` and
`dependentSchemas`, where it is taken by the letter. One that contains itself is so at its first level only: further inside it is the
schema that it is elsewhere, with the guess.

    not: { $ref: '#/components/schemas/Tree' }

    Tree:
      properties:
        children: { type: array, items: { $ref: '#/components/schemas/Tree' } }

Mend: name the `type` of the schema that contains itself.";

    /// a form that is no object, or an encoding that a form or a part has no use for
    FORM = "W0371", "A form (`application/x-www-form-urlencoded`) is an object, whose properties are its fields. A schema that allows no object is sent as
it is. An Encoding Object that belongs to no property is ignored, and so is a `contentType` in which no field of a form is written
(section Encoding Object). In a multipart body each item of a list is a part of its own, whatever the style, and only files have headers.
`x-rust-parts`, beside the schema of a multipart body, has the value `stream`.

    application/x-www-form-urlencoded:
      schema: { type: object, properties: { name: { type: string } } }
      encoding: { nmae: { style: form } }

Mend: correct the name, or describe the fields as `properties`.";

    /// examples beside the media types of a body
    EXAMPLE_AS_MEDIA_TYPE = "W0357", "The keys of `content` are media types. Examples stand below one of them. Beside them they are no body, and are left out; so
is a member of one that a converter left there, which has nothing but examples.

    content:
      application/json: { schema: { type: string } }
      examples: { one: { value: a } }

Mend: put them below the media type; remove members of them.";

    /// a key of `content` that is no media type
    MEDIA_TYPE_MALFORMED = "W0351", "A media type is `type/subtype`, with parameters at times (RFC 9110, section 8.3.1). What has another form is sent
and expected as it stands, with bytes that nothing is known about.

    content:
      json: { schema: { type: object } }

Mend: write the media type, `application/json`; for any bytes `application/octet-stream`.";

    /// text that has a schema of an object or an array
    TEXT_AS_JSON = "W0352", "The values of the schema have no text: it admits objects or arrays. Servers send the JSON under such a name, so it is
written and read as JSON.

    content:
      text/plain: { schema: { type: object } }

Mend: write `application/json`; if it is a text, such as a table, `type: string`.";

    /// a parameter of a media type that is neither JSON nor text
    PARAMETER_MEDIA_TYPE = "W0353", "The value travels as the text that the caller gives and the handler gets. JSON, text and, for the whole query, forms are
written and read.

    - { name: shape, in: query, content: { application/geo+wkt: { schema: { type: object } } } }

Mend: none is needed; with JSON the value would be typed.";

    /// a path parameter that stands in the query of the path key
    PATH_QUERY_LOCATION = "W0354", "The variable stands behind the `?` of the path key, so its parameter is one of the query. What stands before `=` is
its name.

    /orders?status={status}:
      get:
        parameters:
          - { name: status, in: path, required: true, schema: { type: string } }

Mend: write `in: query`.";

    /// a path parameter whose variable stands in the fragment
    PATH_FRAGMENT = "W0355", "What stands behind the `#` of a path key is never sent, so a variable there has no value.

    /orders#status/{status}:
      get:
        parameters:
          - { name: status, in: path, required: true, schema: { type: string } }

Mend: remove the parameter, or take the `#` out of the path.";

    /// a variable that a path has twice
    PATH_VARIABLE_TWICE = "W0356", "Each variable of a path occurs once (section Path Templating). One that stands in two places has one value: a client
writes it in both, and a server has no such path for a request in which they differ.

    /regions/{region}/copies/{region}:

Mend: give the second another name.";

    /// a stream whose items the schema does not say for sure
    ITEMS = "W0370", "The schema of an item of a stream is what `itemSchema` says (OpenAPI 3.2). Without it `schema` is taken for that of an item, or, if
it is of an array, for that of the stream. Of server-sent events it is that of the data, unless it has the members of an event:
`data` and `event`, `id` or `retry`. What the schema of a stream says beside that is not used.

    application/jsonl:
      schema: { type: array, maxItems: 5, items: { type: string } }

Mend: write `itemSchema`.";

    /// a schema of events that may be that of their data
    EVENTS = "W0372", "`itemSchema` of `text/event-stream` is that of an event, an object whose `data` is a string (OpenAPI 3.2). `schema` is taken for that
of the data, unless it has the members of an event: `data` and `event`, `id` or `retry`.

    text/event-stream:
      schema: { type: object, properties: { event: { type: string }, data: { type: string } } }

Mend: write `itemSchema`, with `contentMediaType: application/json` and `contentSchema` in `data`.";

    /// XML that the description leaves open
    XML_OPEN = "W0361", "What a document looks like follows from the schema, from its names and from `xml` (section XML Object). Where they say
nothing, the root element is `root`, items are `item`, and an element holds whatever stands in it: texts, and an object of its attributes
and elements.

    content:
      application/xml: { schema: { type: array, items: { type: string } } }

Mend: name it, `xml: { name: ... }`, and say what is in it.";

    /// XML that cannot be so
    XML_NODE = "W0362", "Attributes and texts hold one text each, items of lists are elements, and names are names in XML. What the description wants
otherwise is an element; what has no name cannot be written. Two members that are one node, such as two elements of one name, are each read as what
there is of either.

    '@id': { type: string }        # no name of an element

Mend: give it another name, `xml: { name: id, attribute: true }`.";

    /// a required header that a server's own answers cannot have
    OWN_ANSWER_HEADER = "W0375", "A server answers with this status by itself, before a handler is called: it knows what to put into the body, but not
into this header. Such answers lack it, and a client of this description says so.

    responses:
      '400':
        description: Refused.
        headers: { X-Request-Id: { required: true, schema: { type: string } } }

Mend: do not require the header, or add it behind the server: a layer of the router, or `reject_with`.";

    /// a path parameter or servers of a webhook or a callback
    NO_PATH = "W0380", "Webhooks and callbacks are sent to a URL that comes whole: from whoever registered it, or from a runtime expression. It
has no variables and no server before it, so path parameters and `servers` are not used.

    webhooks:
      shipped:
        post:
          parameters: [{ name: id, in: path, required: true, schema: { type: string } }]

Mend: remove the parameter, or `servers`.";
}
