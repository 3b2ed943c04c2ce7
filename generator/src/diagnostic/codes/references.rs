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
kind that is expected. Here the standard has nothing of that kind at the place, or an anchor is named, which is not
followed yet.

    $ref: '#/definitions/Order'      # Swagger 2.0; it is `#/components/schemas/Order`

Mend: correct the pointer, or move the target to `#/components/schemas/<Name>` and refer to it there from both places.";

    /// reference to another file or an address
    EXTERNAL = "E0204", "This reference leads out of the document, which this version does not follow yet. Nothing is ever fetched
from an address that the document names.

Mend: bundle the files into one document first, or copy the definition into `components`.";

    /// reference to a component of another kind
    WRONG_KIND = "E0205", "A reference must lead to the kind of object that is expected where it stands: a schema to a schema, a
response to a response.

    responses:
      '404':
        $ref: '#/components/schemas/Problem'   # a schema, where a Response Object is expected

Mend: refer to `#/components/responses/...`, or write a response whose content refers to the schema.";

    /// text of `$ref` that is not a URI reference
    MALFORMED = "E0206", "The value of `$ref` is a URI reference; a local one is `#` followed by a JSON Pointer, so `#/` begins it.

Mend: write `#/components/schemas/Name`.";

    /// discriminator mapping that leads nowhere
    MAPPING = "W0201", "A value of `discriminator.mapping` names a schema that the document does not hold. The entry is dropped: on the
wire its tag value is treated like one that is not listed.

Mend: correct the name, or remove the entry.";

    /// link to an operation that does not exist
    LINK = "W0202", "A Link Object names an operation that the document does not hold. Links do not change what is generated.

Mend: correct `operationId` or `operationRef`.";
}
