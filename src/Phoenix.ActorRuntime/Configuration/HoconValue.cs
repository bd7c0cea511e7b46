using System.Globalization;
using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>The root of a parsed text.</summary>
public class HoconRoot(HoconValue value)
{
    public HoconValue Value { get; } = value;
}

/// <summary>Keys and values, in the order of the text.</summary>
public class HoconObject
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

    /// <summary>Null if there is no such key.</summary>
    public HoconValue? GetKey(string key) => Items.GetValueOrDefault(key);

    public override string ToString() => ToString(0);

    public string ToString(int indent)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in Items)
        {
            text.Append(' ', indent * 2).Append(HoconPath.Quote(key));
            text.Append(value.IsObject() ? " " : " = ").Append(value.ToString(indent)).Append('\n');
        }

        return text.ToString();
    }
}

/// <summary>An object, an array, a literal, or nothing. Immutable.</summary>
public class HoconValue
{
    private readonly HoconObject? _object;
    private readonly List<HoconValue>? _array;
    private readonly string? _literal;

    /// <summary>Nothing: the value <c>null</c>.</summary>
    public HoconValue()
    {
    }

    internal HoconValue(HoconObject value) => _object = value;

    internal HoconValue(List<HoconValue> values) => _array = values;

    internal HoconValue(string literal) => _literal = literal;

    public bool IsEmpty => _object is null && _array is null && _literal is null;

    public bool IsObject() => _object is not null;

    public bool IsArray() => _array is not null;

    public bool IsString() => _literal is not null;

    public HoconObject GetObject() => _object ?? throw Not("an object");

    public IList<HoconValue> GetArray() => _array ?? throw Not("an array");

    public string GetString() => _literal ?? throw Not("a string");

    public bool GetBoolean() => GetString() switch
    {
        "true" or "on" or "yes" => true,
        "false" or "off" or "no" => false,
        _ => throw Not("a boolean (on, off, true, false, yes, no)"),
    };

    public int GetInt() => int.TryParse(GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw Not("an integer");

    public long GetLong() =>
        long.TryParse(GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Not("an integer");

    public float GetFloat() => (float)GetDouble();

    public double GetDouble() =>
        double.TryParse(GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Not("a number");

    public decimal GetDecimal() =>
        decimal.TryParse(GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Not("a number");

    public TimeSpan GetTimeSpan(bool allowInfinite = true) =>
        HoconUnits.TryParseDuration(GetString(), allowInfinite, out var value)
            ? value
            : throw Not("a duration (such as 250ms, 5s, 1m, 2h, 1d)");

    public long? GetByteSize() =>
        HoconUnits.TryParseSize(GetString(), out var value) ? value : throw Not("a size (such as 512, 16KiB, 1MB)");

    public IList<string> GetStringList() => Each(static v => v.GetString());

    public IList<int> GetIntList() => Each(static v => v.GetInt());

    public IList<long> GetLongList() => Each(static v => v.GetLong());

    public IList<double> GetDoubleList() => Each(static v => v.GetDouble());

    public IList<decimal> GetDecimalList() => Each(static v => v.GetDecimal());

    public IList<bool> GetBooleanList() => Each(static v => v.GetBoolean());

    public Config ToConfig() => new(this);

    /// <summary>The value as HOCON.</summary>
    public override string ToString() => _object is not null ? _object.ToString() : ToString(0);

    public virtual string ToString(int indent)
    {
        if (_object is not null) return "{\n" + _object.ToString(indent + 1) + new string(' ', indent * 2) + "}";
        if (_array is not null) return "[" + string.Join(", ", _array.Select(v => v.ToString(indent))) + "]";
        return _literal is null ? "null" : HoconPath.QuoteValue(_literal);
    }

    /// <summary><paramref name="value"/> over <paramref name="fallback"/>: objects are merged, anything else
    /// replaces.</summary>
    internal static HoconValue Merge(HoconValue value, HoconValue? fallback)
    {
        if (fallback is null || value._object is null || fallback._object is null) return value;
        var merged = new HoconObject();
        foreach (var (key, old) in fallback._object.Items) merged.Items[key] = old;
        foreach (var (key, mine) in value._object.Items)
        {
            merged.Items[key] = Merge(mine, merged.Items.GetValueOrDefault(key));
        }

        return new HoconValue(merged);
    }

    internal object? Unwrap()
    {
        if (_object is not null) return _object.Unwrapped;
        return _array is not null ? _array.ConvertAll(v => v.Unwrap()) : _literal;
    }

    private List<T> Each<T>(Func<HoconValue, T> read)
    {
        var values = new List<T>();
        foreach (var value in GetArray()) values.Add(read(value));
        return values;
    }

    private FormatException Not(string form)
    {
        var what = _literal is not null ? $"'{_literal}'"
            : _object is not null ? "an object"
            : _array is not null ? "an array"
            : "null";
        return new FormatException($"{what} is not {form}.");
    }
}
