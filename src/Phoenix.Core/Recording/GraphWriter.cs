using System.Collections;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Recording;

/// <summary>
/// Writes messages and the states of machines as JSON, field by field, so that a machine needs no code of its own to
/// be recorded and no field can be forgotten. Structs are arrays of their fields, those of one field are that field's
/// value; classes are objects, with <c>$t</c> where the type does not follow from where they stand. Secrets are
/// replaced by names that only show whether two are the same. See docs/flight-recorder.md.
/// </summary>
/// <param name="settingsByName">Whether parts of the settings are referred to instead of written.</param>
public sealed class GraphWriter(Utf8JsonWriter json, bool settingsByName)
{
    private readonly Dictionary<object, int> _ids = new(ReferenceEqualityComparer.Instance);

    /// <summary>The graph as text, for comparison and for people.</summary>
    public static string ToText(object? value, Type declared, bool settingsByName)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            new GraphWriter(json, settingsByName).Write(value, declared);
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    internal static JsonWriterOptions Options { get; } = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="declared">What the reader will know of its type.</param>
    /// <exception cref="NotSupportedException">It holds something that cannot be restored, a delegate say.</exception>
    public void Write(object? value, Type declared)
    {
        declared = Nullable.GetUnderlyingType(declared) ?? declared;
        if (value is null)
        {
            json.WriteNullValue();
            return;
        }

        var type = value.GetType();
        if (type != declared && (type.IsValueType || type == typeof(string) || GraphTypes.ElementOf(type) is not null))
        {
            json.WriteStartObject();
            json.WriteString("$t", type.FullName);
            json.WritePropertyName("$v");
            WriteContent(value, type, type);
            json.WriteEndObject();
        }
        else
        {
            WriteContent(value, type, declared);
        }
    }

    private void WriteContent(object value, Type type, Type declared)
    {
        if (TryWriteScalar(value))
        {
            return;
        }

        if (type.IsPrimitive)
        {
            throw new NotSupportedException($"{type} cannot be recorded."); // its only field is of its own type
        }

        if (GraphTypes.ElementOf(type) is { } element)
        {
            WriteElements(value, element);
        }
        else if (type.IsValueType)
        {
            WriteStruct(value, type);
        }
        else
        {
            WriteObject(value, type, declared);
        }
    }

    private bool TryWriteScalar(object value)
    {
        switch (value)
        {
            case ListenKey key:
                json.WriteStringValue(key.IsSet ? Mask(key.Value) : null);
                return true;
            case string text:
                json.WriteStringValue(text);
                return true;
            case char letter:
                json.WriteStringValue(letter.ToString());
                return true;
            case bool flag:
                json.WriteBooleanValue(flag);
                return true;
            case Enum word:
                json.WriteStringValue(word.ToString());
                return true;
            case TimeSpan span:
                json.WriteStringValue(span.ToString("c", CultureInfo.InvariantCulture));
                return true;
            case decimal number:
                json.WriteNumberValue(number);
                return true;
            case double number when !double.IsFinite(number):
                json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture)); // JSON has no word for it
                return true;
            case double number:
                json.WriteNumberValue(number);
                return true;
            case long or int or short or byte:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                return true;
            case ulong number:
                json.WriteNumberValue(number);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Says only whether two keys are the same one.</summary>
    private static string Mask(string secret) =>
        $"key-{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), 0, 4)}";

    private void WriteElements(object value, Type element)
    {
        if (value.GetType().IsValueType && value.Equals(Activator.CreateInstance(value.GetType())))
        {
            json.WriteNullValue(); // an immutable array that was never set
            return;
        }

        json.WriteStartArray();
        foreach (var item in (IEnumerable)value)
        {
            Write(item, element);
        }

        json.WriteEndArray();
    }

    private void WriteStruct(object value, Type type)
    {
        var fields = GraphTypes.Fields(type);
        if (fields.Length == 1)
        {
            Write(fields[0].GetValue(value), fields[0].FieldType);
            return;
        }

        json.WriteStartArray();
        foreach (var field in fields)
        {
            Write(field.GetValue(value), field.FieldType);
        }

        json.WriteEndArray();
    }

    private void WriteObject(object value, Type type, Type declared)
    {
        if (value is Delegate || type.Namespace?.StartsWith("Phoenix.", StringComparison.Ordinal) != true)
        {
            throw new NotSupportedException($"{type} cannot be recorded.");
        }

        json.WriteStartObject();
        if (settingsByName && GraphTypes.IsSetting(type))
        {
            json.WriteString("$setting", type.Name);
        }
        else if (_ids.TryGetValue(value, out var id))
        {
            json.WriteNumber("$r", id);
        }
        else
        {
            WriteFields(value, type, declared);
        }

        json.WriteEndObject();
    }

    private void WriteFields(object value, Type type, Type declared)
    {
        if (type != declared)
        {
            json.WriteString("$t", GraphTypes.NameOf(type, declared));
        }

        if (GraphTypes.HasIdentity(type))
        {
            _ids[value] = _ids.Count;
            json.WriteNumber("$i", _ids.Count - 1);
        }

        foreach (var field in GraphTypes.Fields(type))
        {
            json.WritePropertyName(GraphTypes.NameOf(field));
            Write(field.GetValue(value), field.FieldType);
        }
    }
}
