using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace FinTracer.Tests.Architecture;

/// <summary>What the compiled Core says of itself: types it defines, and the types and assemblies it refers to.</summary>
internal sealed class CoreAssembly
{
    CoreAssembly(IReadOnlyList<string> references, IReadOnlyList<string> referencedTypes)
    {
        References = references;
        ReferencedTypes = referencedTypes;
    }

    /// <summary>Names of the assemblies referred to.</summary>
    public IReadOnlyList<string> References { get; }

    /// <summary>Full names of the foreign types referred to; members follow behind <c>::</c>.</summary>
    public IReadOnlyList<string> ReferencedTypes { get; }

    /// <summary>Reads the assembly beside the tests.</summary>
    public static CoreAssembly Read()
    {
        using var file = File.OpenRead(typeof(ConnectionEngine).Assembly.Location);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        string TypeName(TypeReferenceHandle handle)
        {
            var type = metadata.GetTypeReference(handle);
            return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
        }

        var members = metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference)
            .Select(member => $"{TypeName((TypeReferenceHandle)member.Parent)}::{metadata.GetString(member.Name)}");
        return new(
            [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))],
            [.. metadata.TypeReferences.Select(TypeName), .. members]);
    }
}
