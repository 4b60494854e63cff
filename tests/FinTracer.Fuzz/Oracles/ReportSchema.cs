using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FinTracer.Reporting;
using NJsonSchema;
using NJsonSchema.Validation;

namespace FinTracer.Fuzz.Oracles;

/// <summary>The report's schema as it ships in the program, made strict: a field that it does not name is wrong.</summary>
static class ReportSchema
{
    static readonly Lazy<JsonSchema> Strict = new(Load);

    public static void Check(string json)
    {
        ICollection<ValidationError> errors = Strict.Value.Validate(json);
        Require.That(errors.Count == 0, "the report is not of its schema: " + string.Join("; ", errors.Take(3)));
    }

    static JsonSchema Load()
    {
        string folder = Directory.CreateTempSubdirectory("fintracer-").FullName;
        try
        {
            foreach (string name in new[] { "connection.schema.json", "report.schema.json" })
            {
                using Stream resource = typeof(ReportFormat).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the program.");
                using FileStream file = File.Create(Path.Combine(folder, name));
                resource.CopyTo(file);
            }
            JsonSchema schema = JsonSchema.FromFileAsync(Path.Combine(folder, "report.schema.json")).GetAwaiter().GetResult();
            Close(schema, []);
            return schema;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static void Close(JsonSchema? schema, HashSet<JsonSchema> seen)
    {
        if (schema is null || !seen.Add(schema)) { return; }
        if (schema.Properties.Count > 0) { schema.AllowAdditionalProperties = false; }
        Close(schema.Reference, seen);
        Close(schema.Item, seen);
        foreach (JsonSchema part in schema.Properties.Values.Cast<JsonSchema>().Concat(schema.Definitions.Values)) { Close(part, seen); }
    }
}
