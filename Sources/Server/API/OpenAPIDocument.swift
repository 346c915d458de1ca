// SPDX-License-Identifier: EUPL-1.2
import Formats
import Vocabulary

/// The description of the API, made of what answers it. OpenAPI 3.1.0.
struct OpenAPIDocument {
    let api: API
    let settings: SiteSettings

    var json: JSONText {
        .object([
            ("openapi", .text("3.1.0")),
            ("info", info),
            ("servers", .array([.object([("url", .text(settings.publicURL))])])),
            ("tags", .array(api.collections.map { .object([("name", .text($0.name)), ("description", .text($0.about))]) })),
            ("paths", .object(api.collections.flatMap(paths) + [index])),
            (
                "components",
                .object(
                    [
                        ("schemas", .object(api.collections.map { ($0.itemName, $0.itemSchema) } + [("Problem", problem)])),
                        ("responses", .object([("Problem", problemAnswer)])),
                    ] + securitySchemes)
            ),
        ])
    }

    /// RFC 6750: a token in the header, for what is not public.
    private var securitySchemes: [(name: String, value: JSONText)] {
        guard api.collections.contains(where: { !$0.isPublic }) else { return [] }
        let bearer: JSONText = .object([
            ("type", .text("http")), ("scheme", .text("bearer")),
            (
                "description",
                .text("A token that its holder made on the page of their account. Without one, the address is not found.")
            ),
        ])
        return [("securitySchemes", .object([("bearer", bearer)]))]
    }

    private var info: JSONText {
        .object([
            ("title", .text("Hemicycle")), ("version", .text(settings.version.isEmpty ? "0" : settings.version)),
            (
                "description",
                .text(
                    "What this server publishes, for programs: lists with filters and pages, and their items. Reading what is public "
                        + "needs no key. "
                        + "Every answer has an ETag; asking with If-None-Match spares what did not change.")
            ),
            ("license", .object([("name", .text("EUPL-1.2")), ("identifier", .text("EUPL-1.2"))])),
        ])
    }

    private func paths(_ collection: APICollection) -> [(name: String, value: JSONText)] {
        let item: JSONText = .object([("$ref", .text("#/components/schemas/\(collection.itemName)"))])
        let id: JSONText = .object([
            ("name", .text("id")), ("in", .text("path")), ("required", .bool(true)),
            ("description", .text("The id, as the list gives it.")),
            ("schema", .object(APISchema.text + [("pattern", .text(APIParameter.idPattern))])),
        ])
        return [
            (
                collection.path,
                operation(
                    "list_\(collection.name)", collection, collection.about, collection.parameters.map(parameter), page(item))
            ),
            (
                "\(collection.path)/{id}",
                operation("get_\(collection.name)", collection, "One of \(collection.name).", [id], item)
            ),
        ]
    }

    private var index: (name: String, value: JSONText) {
        let schema: JSONText = .object([
            ("type", .text("object")), ("required", .array([.text("description"), .text("collections")])),
            (
                "properties",
                .object([
                    ("description", .object(APISchema.address)),
                    (
                        "collections",
                        .object([("type", .text("object")), ("additionalProperties", .object(APISchema.address))])
                    ),
                ])
            ),
        ])
        let get: JSONText = .object([
            ("operationId", .text("index")), ("summary", .text("Where the lists are.")),
            ("responses", answers(schema, isOne: false, isPublic: true)),
        ])
        return (APICollection.prefix, .object([("get", get)]))
    }

    private func operation(
        _ id: String, _ collection: APICollection, _ summary: String, _ parameters: [JSONText], _ schema: JSONText
    ) -> JSONText {
        let security: JSONText = .array([.object([("bearer", .array([]))])])
        let answers = answers(schema, isOne: id.hasPrefix("get_"), isPublic: collection.isPublic)
        let get: JSONText = .object(
            [
                ("operationId", .text(id)), ("tags", .array([.text(collection.name)])), ("summary", .text(summary)),
                ("parameters", .array(parameters)), ("responses", answers),
            ] + (collection.isPublic ? [] : [("security", security)]))
        return .object([("get", get)])
    }

    private func parameter(_ parameter: APIParameter) -> JSONText {
        .object([
            ("name", .text(parameter.name)), ("in", .text("query")), ("description", .text(parameter.about)),
            ("schema", parameter.schema),
        ])
    }

    private func page(_ item: JSONText) -> JSONText {
        .object([
            ("type", .text("object")), ("additionalProperties", .bool(false)),
            ("required", .array(["count", "next", "previous", "results"].map { .text($0) })),
            (
                "properties",
                .object([
                    ("count", .object(APISchema.integer + [("description", .text("How many there are in all."))])),
                    ("next", .object(APISchema.orNull("string", format: "uri"))),
                    ("previous", .object(APISchema.orNull("string", format: "uri"))),
                    ("results", .object(APISchema.list(of: item))),
                ])
            ),
        ])
    }

    /// What is not public is found with a token alone, and never kept.
    private func answers(_ schema: JSONText, isOne: Bool, isPublic: Bool) -> JSONText {
        let tag: JSONText = .object([("ETag", .object([("schema", .object(APISchema.text))]))])
        let good: JSONText = .object(
            [("description", .text("What was asked for."))] + (isPublic ? [("headers", tag)] : [])
                + [("content", .object([("application/json", .object([("schema", schema)]))]))])
        let refused: JSONText = .object([("$ref", .text("#/components/responses/Problem"))])
        return .object(
            [("200", good)] + (isPublic ? [("304", .object([("description", .text("It is as it was."))]))] : [])
                + (isOne || !isPublic ? [("404", refused)] : []) + [("422", refused), ("default", refused)])
    }

    private var problemAnswer: JSONText {
        .object([
            ("description", .text("Why not, and what to do. RFC 9457.")),
            (
                "content",
                .object([
                    (
                        "application/problem+json",
                        .object([("schema", .object([("$ref", .text("#/components/schemas/Problem"))]))])
                    )
                ])
            ),
        ])
    }

    private var problem: JSONText {
        .object([
            ("type", .text("object")),
            ("required", .array(["type", "title", "status", "detail"].map { .text($0) })),
            (
                "properties",
                .object([
                    ("type", .object(APISchema.text)), ("title", .object(APISchema.text)), ("status", .object(APISchema.integer)),
                    ("detail", .object(APISchema.text)), ("instance", .object(APISchema.text)),
                ])
            ),
        ])
    }
}
