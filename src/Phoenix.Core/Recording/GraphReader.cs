using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Recording;

/// <summary>
/// Restores what <see cref="GraphWriter"/> wrote. It creates types of the given assemblies only, and refuses what does
/// not fit them field by field: a state of another build is not this build's state.
/// </summary>
/// <param name="assemblies">Where types may come from.</param>
/// <param name="setting">Gives the part of the settings of that type; null when there is none.</param>
public sealed class GraphReader(ImmutableArray<Assembly> assemblies, Func<Type, object?>? setting = null)
{
    private readonly Dictionary<int, object> _ids = [];

    /// <exception cref="FormatException">It was written by a build whose types differ, or not by us.</exception>
    public object? Read(JsonElement json, Type declared)
    {
        try
        {
            return ReadAny(json, declared);
        }
        catch (Exception unfit) when (unfit is InvalidOperationException or ArgumentException or OverflowException
            or KeyNotFoundException or TargetInvocationException or MissingMethodException or NotSupportedException)
        {
            throw new FormatException($"{declared.Name} cannot be restored: {unfit.Message}", unfit);
        }
    }

    private object? ReadAny(JsonElement json, Type declared)
    {
        if (json.ValueKind == JsonValueKind.Null)
        {
            return declared.IsValueType ? Activator.CreateInstance(declared) : null; // null for a nullable, too
        }

        declared = Nullable.GetUnderlyingType(declared) ?? declared;
        if (ReadScalar(json, declared) is { } scalar)
        {
            return scalar;
        }

        if (GraphTypes.ElementOf(declared) is { } element)
        {
            return GraphTypes.Collect(
                declared, element, [.. json.EnumerateArray().Select(item => ReadAny(item, element))]);
        }

        return declared.IsValueType && json.ValueKind != JsonValueKind.Object
            ? ReadStruct(json, declared)
            : ReadObject(json, declared);
    }

    private static object? ReadScalar(JsonElement json, Type type)
    {
        if (type.IsEnum)
        {
            return Enum.Parse(type, json.GetString()!);
        }

        return type == typeof(string) ? json.GetString()
            : type == typeof(long) ? json.GetInt64()
            : type == typeof(ulong) ? json.GetUInt64()
            : type == typeof(int) ? json.GetInt32()
            : type == typeof(bool) ? json.GetBoolean()
            : type == typeof(decimal) ? json.GetDecimal()
            : type == typeof(double) ? json.ValueKind == JsonValueKind.String
                ? double.Parse(json.GetString()!, CultureInfo.InvariantCulture)
                : json.GetDouble()
            : type == typeof(short) ? json.GetInt16()
            : type == typeof(byte) ? json.GetByte()
            : type == typeof(char) ? json.GetString()![0]
            : type == typeof(TimeSpan)
                ? (object)TimeSpan.ParseExact(json.GetString()!, "c", CultureInfo.InvariantCulture)
            : type == typeof(ListenKey) ? new ListenKey(json.GetString()!)
            : null;
    }

    private object ReadStruct(JsonElement json, Type type)
    {
        var fields = GraphTypes.Fields(type);
        var value = RuntimeHelpers.GetUninitializedObject(type);
        if (fields.Length == 1)
        {
            fields[0].SetValue(value, ReadAny(json, fields[0].FieldType));
            return value;
        }

        if (json.GetArrayLength() != fields.Length)
        {
            throw new FormatException($"{type.Name} has {fields.Length} fields, the file {json.GetArrayLength()}");
        }

        for (var i = 0; i < fields.Length; i++)
        {
            fields[i].SetValue(value, ReadAny(json[i], fields[i].FieldType));
        }

        return value;
    }

    private object? ReadObject(JsonElement json, Type declared)
    {
        if (json.TryGetProperty("$setting", out var name))
        {
            return setting is null
                ? null // who reads without settings gets none
                : setting(declared) ?? throw new FormatException($"no setting {name.GetString()}");
        }

        if (json.TryGetProperty("$r", out var reference))
        {
            return _ids[reference.GetInt32()];
        }

        var type = declared;
        if (json.TryGetProperty("$t", out var given))
        {
            type = GraphTypes.Resolve(given.GetString()!, declared, assemblies)
                ?? throw new FormatException($"{given.GetString()} is not known here");
            if (json.TryGetProperty("$v", out var boxed))
            {
                return ReadAny(boxed, type);
            }
        }

        if (!declared.IsAssignableFrom(type) || type.IsAbstract)
        {
            throw new FormatException($"{type.Name} cannot stand for {declared.Name}");
        }

        var value = RuntimeHelpers.GetUninitializedObject(type);
        if (json.TryGetProperty("$i", out var id))
        {
            _ids[id.GetInt32()] = value;
        }

        ReadFields(json, type, value);
        return value;
    }

    private void ReadFields(JsonElement json, Type type, object value)
    {
        var fields = GraphTypes.Fields(type);
        foreach (var field in fields)
        {
            if (!json.TryGetProperty(GraphTypes.NameOf(field), out var content))
            {
                throw new FormatException($"{type.Name}.{GraphTypes.NameOf(field)} is not in the file");
            }

            field.SetValue(value, ReadAny(content, field.FieldType));
        }

        if (json.EnumerateObject().Count(property => property.Name[0] != '$') != fields.Length)
        {
            throw new FormatException($"the file holds fields of {type.Name} that are not known here");
        }
    }
}
