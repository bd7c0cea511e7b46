using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>What a value is made of: text, an array, or an object.</summary>
public interface IHoconElement
{
    bool IsString();

    string? GetString();

    bool IsArray();

    IList<HoconValue> GetArray();
}

/// <summary>Something that may turn out to be an object.</summary>
public interface IMightBeAHoconObject
{
    bool IsObject();

    HoconObject GetObject();
}

/// <summary>Text, a number, a boolean: all are text until they are read as something else.</summary>
public class HoconLiteral : IHoconElement
{
    /// <summary>Null for the value <c>null</c>.</summary>
    public string? Value { get; set; }

    public bool IsString() => true;

    public string? GetString() => Value;

    public bool IsArray() => false;

    public IList<HoconValue> GetArray() => throw new FormatException($"'{Value}' is not an array.");

    public override string ToString() => Value ?? "null";
}

/// <summary>Values in their order.</summary>
public class HoconArray : List<HoconValue>, IHoconElement
{
    public bool IsString() => false;

    public string GetString() => throw new FormatException("an array is not a string.");

    public bool IsArray() => true;

    public IList<HoconValue> GetArray() => this;

    public override string ToString() => "[" + string.Join(",", this) + "]";
}

/// <summary>Keys and values, in the order of the text.</summary>
public class HoconObject : IHoconElement
{
    public Dictionary<string, HoconValue> Items { get; } = new(StringComparer.Ordinal);

    /// <summary>Plain dictionaries, lists and strings.</summary>
    public IDictionary<string, object?> Unwrapped
    {
        get
        {
            var plain = new Dictionary<string, object?>(StringComparer.Ordinal);
            foreach (var (key, value) in Items) plain[key] = value.Unwrap();
            return plain;
        }
    }

    public bool IsString() => false;

    public string GetString() => throw new FormatException("an object is not a string.");

    public bool IsArray() => false;

    public IList<HoconValue> GetArray() => throw new FormatException("an object is not an array.");

    /// <summary>Null if there is no such key.</summary>
    public HoconValue? GetKey(string key) => Items.GetValueOrDefault(key);

    /// <summary>The fields as HOCON, without braces around.</summary>
    public override string ToString() => ToString(0);

    /// <param name="indent">Steps of two blanks before each line.</param>
    public string ToString(int indent)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in Items)
        {
            text.Append(' ', indent * 2).Append(HoconPath.Quote(key)).Append(" : ").Append(value.ToString(indent));
            text.AppendLine();
        }

        return text.ToString();
    }

    /// <summary>The values of the keys that are numbers, in their order; null if none is.</summary>
    internal List<HoconValue>? ByNumber()
    {
        var numbered = new SortedList<int, HoconValue>();
        foreach (var (key, value) in Items)
        {
            if (HoconUnits.TryParseIndex(key, out var index)) numbered[index] = value;
        }

        return numbered.Count > 0 ? [.. numbered.Values] : null;
    }
}
