//! Codes of overlays (06xx): the overlay document itself, and whether each of its actions does what it says.

super::codes! {
    /// overlay of a version that is not supported
    VERSION = "E0601", "The root of an overlay names the version of the Overlay Specification that it follows. Versions 1.0 and 1.1 are
understood, whatever the patch level.

    overlay: 2.0.0

Mend: write `overlay: 1.1.0` or `overlay: 1.0.0`.";

    /// key that the overlay document does not know
    UNKNOWN_KEY = "E0602", "This object of an overlay has no such field. Anything that the specification does not name must begin with `x-`.

    actions:
      - traget: $.info      # it is `target`

Mend: correct the key, or remove it.";

    /// required field that is missing in an overlay
    MISSING_FIELD = "E0603", "The Overlay Specification requires this field. An action also needs one of `update`, `remove: true` and `copy`.

    actions:
      - target: $.info      # and what to do with it?

Mend: add the field.";

    /// value of the wrong type in an overlay
    WRONG_TYPE = "E0604", "The Overlay Specification asks for another type of value here.

    overlay: 1.1            # a number; `1.1.0` is a string
    info: { title: Corrections, version: 1.0 }    # `'1.0'`

Mend: write the value in the expected type; quote what looks like a number.";

    /// action that asks for several things
    EXCLUSIVE = "E0605", "An action does one thing: it updates, it copies or it removes. With two of them, one would have no effect.

    - target: $.info.license
      update: { name: MIT }
      remove: true

Mend: write one action for each.";

    /// overlay that is made for another document
    EXTENDS = "E0606", "`extends` names the document that the overlay is made for. It is compared by file name with the description that the
overlay is applied to.

    extends: customers.yaml     # and it is applied to `openapi.yaml`

Mend: correct the name, or remove `extends`.";

    /// target that is not a JSONPath
    PATH = "E0607", "`target` and `copy` are JSONPath queries (RFC 9535). They begin with `$`; names with other characters than letters, digits
and `_` are quoted in brackets. A query that leads to the same nodes by very many ways is refused, since it would take their number in
memory; and so is a pattern of `match` or `search` that is no regular expression, too large, or not written in the query.

    target: $.paths./pets

Mend: correct the query: `$.paths['/pets'].get`.";

    /// action that matches nothing
    NO_MATCH = "E0608", "The target selects nothing in the document, as earlier actions left it. The specification would let that pass; here it
is an error, so that a correction announces when the document no longer needs it, and so that a slip in a name is found.

    - target: $.paths['/dogs']      # there is no such path
      update: { summary: Dogs }

Mend: correct the target, or remove the action.";

    /// action that changes nothing
    NO_CHANGE = "E0609", "The document already says what this action would make it say. That is an error, so that a correction announces when it
is obsolete.

    - target: $.info
      update: { title: Orders }     # it is the title already

Mend: remove the action.";

    /// update that does not fit its target
    INCOMPATIBLE = "E0610", "A mapping is merged with a mapping, a list is appended to a list, and a string, number, boolean or null replaces one of
these. Nothing else can be combined.

    - target: $.paths['/pets'].get
      update: { tags: pets }            # `tags` is a list

Mend: write a value of the same kind; or remove the old value with an action of its own first, and add the new one after.";

    /// field or target that only later versions of the specification know
    OTHER_VERSION = "E0611", "The overlay names a version of the Overlay Specification that does not have this: `copy`, `info.description` and targets that
are strings, numbers, booleans or null came with 1.1.

    overlay: 1.0.0
    - target: $.paths['/cats']
      copy: $.paths['/pets']

Mend: write `overlay: 1.1.0`.";

    /// action that is there twice
    REPEATED = "E0612", "The actions of an overlay are all different.

    - target: $.info
      update: { description: Corrected. }
    - target: $.info
      update: { description: Corrected. }

Mend: remove one of the two.";

    /// overlay that makes the document too large
    TOO_LARGE = "E0613", "Actions can multiply what they copy. What they add is limited like that which YAML aliases add, and so is the depth of the
document that results.

Mend: copy less.";

    /// copy that does not select one node
    COPY = "E0614", "`copy` selects the one node that is copied to every target.

    - target: $.paths['/cats']
      copy: $.paths.*

Mend: make the query select a single node.";

    /// list that is appended as one element
    NESTED_LIST = "W0601", "In Overlay 1.0 the value of `update` is one element to append to a list that the target selects, so a list becomes a list
inside the list. Overlay 1.1 appends its elements.

    overlay: 1.0.0
    - target: $.paths['/pets'].get.tags
      update: [cats, dogs]

Mend: write `overlay: 1.1.0` to append the elements, or one action for each.";
}
