//! Codes of names and emission (04xx).

use super::Code;

/// What may make code mean something else, although it compiles. Most of it is told in one run and never again.
pub const MEANINGS: &[Code] = &[LOCK_CONFLICT, LOCK_LOST, LOCK_PARTIAL, TAKEN_FOR, ARGUMENTS, VARIABLE, RESULT, OTHER_API, LEADS];

super::codes! {
    /// a name that Rust or the generated code cannot take
    ILLEGAL_NAME = "E0401", "A name that was chosen in `names.lock`, or by `x-rust-name` in the description, is no identifier, a keyword, in the
wrong case, or one that generated code uses itself. In the description it is a string; in an enumeration, `x-rust-names` is a map from
values to names.

    components:
      schemas:
        customer: { type: object, x-rust-name: new customer }

Mend: choose a name in the case of what it names: types, traits and variants as `NewCustomer`, all else as `new_customer`.";

    /// a name that something else has
    NAME_TAKEN = "E0402", "Two lines of `names.lock` give one name, or `x-rust-name` asks for a name that belongs to something else. A name that was
given once stays with what had it, also when that is gone from the description: callers that still mean the old thing would
compile, and send its value under another name.

    components:
      schemas:
        Customer:
          type: object
          properties:
            a: { type: string, x-rust-name: id }
            b: { type: string, x-rust-name: id }

Mend: choose another name. If nobody uses the name of something that is gone, delete its line in `names.lock`. If two branches of a
repository gave one name, and Git merged their lines without a conflict, keep the line of what has callers, and delete the other. Names
that follow from it are shown beside it; they change, too.";

    /// a line of names.lock that is no entry
    LOCK_SYNTAX = "E0403", "A line of `names.lock` says where something stands, what of it has the name, its name on the wire where there are several, and
behind ` = ` the Rust name. Lines that begin with `#` are comments. Each line ends with a line break, so that a file that was cut is
known by its last line.

    schemas/Pet field petName is pet_name

Mend: correct the line, or delete it: the generator then chooses a name again.";

    /// something got another name than its own
    OTHER_NAME = "W0404", "The name that this would have by itself belongs to something else: to what had it first, to what spells it exactly, or to Rust or
generated code. So it got another one, which `names.lock` keeps from now on. It is told once, when the name is given.

    components:
      schemas:
        Customer:
          type: object
          properties:
            customer_id: { type: string }
            customerId: { type: string }

Mend: nothing has to be done. To choose the name, change it in `names.lock`, or say it with `x-rust-name` in the description or an
overlay.";

    /// an entry of names.lock whose thing is gone
    USELESS_ENTRY = "W0405", "What a line of `names.lock` names is no longer in the description, or has another name by now (`former`), as
when `x-rust-name` chooses another one than the line. The line still keeps the name from
others, so that it is the same if the thing comes back, and so that code which still means it does not compile with another meaning.

    schemas/Customer field nickname = nickname

Mend: delete the line when nobody uses the name any more.";

    /// a merge conflict in names.lock
    LOCK_CONFLICT = "W0406", "Git could not merge `names.lock`. The names of both sides were kept; where they contradict each other, the first side has the name, and
what the other side gave it to got a new one, unless both sides mean one branch that nothing names.

    <<<<<<< main
    schemas/Customer field createdAt = created_at
    =======
    schemas/Customer field created_at = created_at
    >>>>>>> feature

Where Git merges lines by itself, a name that only follows from a line (`CreateOrder` of the method `create_order`) may have been
given to something else by another line. What is written has it then; what it follows for gets another name. One branch may also have
changed the line of something that another branch moved, and there something else has that name: code of either compiles on. That is told
as long as both lines are there, such as `schemas/Order/properties/ship field totalCount = count` and `schemas/Ship field count = count`.

Mend: commit the file as the generator wrote it. Of two lines that tell of one name at two places, delete that of the place that is gone
once nobody uses the name as it was there.";

    /// generated code without its names.lock
    LOCK_LOST = "W0407", "Generated code is there, but not the `names.lock` that was written beside it. Which names had been given is not known, so all of them
are chosen again, and something may get a name that another thing had.

    git checkout -- src/api/names.lock

Mend: restore the file. If the code comes from a version of the generator that wrote none, this is told once.";

    /// a Rust name that is given to nothing
    NAME_WITHOUT_EFFECT = "W0408", "`x-rust-name` names component schemas, properties, parameters, headers, operations, tags and security schemes, and
`x-rust-names` the values of an enumeration. Beside anything else, and beside a schema that becomes a type of Rust's own, there is
nothing that could have the name.

    info:
      x-rust-name: Orders

Mend: move it beside what shall have the name, or remove it.";

    /// a names.lock that knows less than the generated code beside it
    LOCK_PARTIAL = "W0409", "Generated files stand beside `names.lock` that were made for something which it does not name, or that hold fields, values, parameters or headers which it
names nowhere: it was cut, or lines were lost in a merge. What has no line is named anew, and something may get a name that another thing had.

    git checkout -- src/api/names.lock

Mend: restore the lines from version control. If they were deleted on purpose, this is told once.";

    /// something without a name was taken for what it is most like
    TAKEN_FOR = "W0410", "Nothing names a branch of `oneOf`, or one of several types of one place; the lock knows it by what it holds. This one lost some of that and
got something else in one run. It keeps the name of what it is most like. That is right if it was edited; if it is another thing,
which came when the old one went, the name changed hands. It is told once. So it is with one of several branches of one kind, such as texts, that says
something else than any of them said at the last run, with an operation of a callback that has another expression, and with a security scheme that has other letters in its name
by now: its name is not on the wire, and a call that gives a credential compiles on if another scheme came in its place.

    components:
      schemas:
        Contact:
          oneOf:
            - { type: object, required: [mail, note], properties: { mail: { type: string }, note: { type: string } } }
            - { type: object, required: [phone], properties: { phone: { type: string } } }

Mend: nothing has to be done if it is the same. If it is another one, give it another name in `names.lock`, or with `x-rust-name`.";

    /// an argument that became another one
    ARGUMENTS = "W0411", "A request, or a value of a model, is made of arguments that have no names where it is called. There are as many as at an earlier time, or on a branch of the
repository, and they are not the same: a call may compile on, and its value goes where it was not meant to go. The order of arguments is
kept in `names.lock` (of a model `field/company field/name`), whatever order the description has, with newcomers behind the others. Orders of other lengths stay there as `former`
ones, since calls of them compile as soon as there are as many arguments again. This is told once, and so is a lock that says no order
yet, or lost the line of an operation with variables of the path: it takes that of the description.

The elements of a tuple (`prefixItems`) are known by their position, too, and one that comes before others moves these, as it does on the
wire. Where an element is found at another position than before, by what it says, that is told once.

    operations/transfer arguments = query/from query/to

Mend: look at each call. If the parameter or the property has only another name on the wire, nothing has to be done. A `former` line can
be deleted when nobody has calls of that time.";

    /// a variable of a path that may be another one
    VARIABLE = "W0412", "A variable of a path has no name on the wire: it is known by the words of the path before it, and keeps its Rust name when it is called
something else. Here these words do not tell which of the variables it was, or `names.lock` does not say the path yet. It keeps its name by
what it is called, and code that uses it compiles as before, whether it means the same or not. It is told once.

    operations/getPet path = ~1pets~1{id}

Mend: look at each use of the variable in requests and calls. If it is another one, choose its name in `names.lock` or by `x-rust-name`.";

    /// a name in the result of a call that means something else
    RESULT = "W0413", "A call gives the body of the response, or, where that has headers, a struct of headers and body. A response that gets its first
header, or loses its last one, changes that: `pet.location` was a member of the body and is a header, or the other way round, and code that
says no type compiles on where the types fit. So are members called `body` or `status`, the fields of such a struct, which a key for several
statuses (`2XX`, `default`) gives, too. A name that is new gets another one. What has its name already keeps it, and is told: once where
there is a struct now, also if two branches of a repository made it so, of which one added the header and the other one the member; as long as `names.lock` has
the lines of both where a header is gone. The line `result` says which names have been told, and of which fields no header tells.

    operations/getPet/responses/200 header Location = location
    schemas/Pet field location = location

Mend: look at what uses the name in the results of the calls. Delete the line of the header if it is gone for good.";

    /// a names.lock of another description
    OTHER_API = "W0414", "`names.lock` says the title of the description that it was made of. The description has another one by now, and less than half of what the file or the
description names is in both: operations, parameters, headers, component schemas, properties and values. So it is most likely that of another
API, as when the folder of a description got the name of an earlier one. What both have gets the names that it had in the other API, and
code for that one may compile with another meaning. It is told once.

    info title = Pet%20Store

Mend: nothing has to be done if it is the same API, which was changed and has another title. If it is another one, put the file of that one
here, or delete it, and generate again.";

    /// a name that is something else on the wire
    LEADS = "W0415", "The code that stands in the output has a name for one thing on the wire, and the code that takes its place has it for another one, where callers come to it in the same
way: `$ref` leads to another component than before, and both have a member of one Rust name that is called differently on the wire; or the type around it was renamed, extends something else, or is
written in the place. Code that names no type, such as `order.address.customer_id`, may compile on and use the other member. So it is with nodes of XML, parameters, headers, the body, values
of enumerations and of tags, the member that holds a tag and whether there is one, the only value of a member and its default, the arguments of `new`, fields of types of the runtime, and the map of members that are not declared. It is told once.

Two branches of a repository can do that together, and neither of their codes shows it. So where components have such a name, `names.lock` says where references to them lead, and what they led to on either branch is compared. The elements of tuples are compared by these lines, too.

    schemas/Order/properties/address leads = schemas/Address

Mend: look at each use of the name behind the reference. To tell the members apart, give one of them another name by `x-rust-name`.";
}
