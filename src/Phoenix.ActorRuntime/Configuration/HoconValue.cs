using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>An object, an array, a literal, or nothing. Immutable.</summary>
/// <remarks>A value that is read as something it is not is a <see cref="FormatException"/>.</remarks>
public class HoconValue : IMightBeAHoconObject
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

    /// <summary>Whether it is <c>null</c> or an object without keys.</summary>
    public bool IsEmpty => IsNull || _object is { Items.Count: 0 };

    /// <summary>What the value is made of: a copy.</summary>
    public List<IHoconElement> Values
    {
        get
        {
            if (_object is not null) return [_object];
            if (_array is null) return [new HoconLiteral { Value = _literal }];
            var array = new HoconArray();
            array.AddRange(_array);
            return [array];
        }
    }

    internal bool IsNull => _object is null && _array is null && _literal is null;

    internal bool CanBeArray => _array is not null || _object?.ByNumber() is not null;

    public bool IsObject() => _object is not null;

    public bool IsArray() => _array is not null;

    public bool IsString() => _literal is not null;

    public HoconObject GetObject() => _object ?? throw Not("an object");

    /// <summary>The elements; the values of an object whose keys are numbers, in the order of these.</summary>
    public IList<HoconValue> GetArray() => _array ?? _object?.ByNumber() ?? throw Not("an array");

    /// <summary>The value of the key; null if there is none.</summary>
    public HoconValue? GetChildObject(string key) => GetObject().GetKey(key);

    /// <summary>Null for <c>null</c>.</summary>
    public string? GetString() => IsNull ? null : _literal ?? throw Not("a string");

    /// <summary>true, on, yes; false, off, no.</summary>
    public bool GetBoolean() => Literal("a boolean") switch
    {
        "true" or "on" or "yes" => true,
        "false" or "off" or "no" => false,
        _ => throw Not("a boolean (on, off, true, false, yes, no)"),
    };

    public byte GetByte() => Number<byte>(NumberStyles.Integer, "a byte");

    public int GetInt() => Number<int>(NumberStyles.Integer, "an integer");

    public long GetLong() => Number<long>(NumberStyles.Integer, "an integer");

    public float GetFloat() => Finite<float>();

    public double GetDouble() => Finite<double>();

    public decimal GetDecimal() => Number<decimal>(NumberStyles.Float, "a number");

    /// <summary>A number with a unit; milliseconds without one.</summary>
    public TimeSpan GetTimeSpan(bool allowInfinite = true)
    {
        const string Form = "a duration (such as 250ms, 5s, 1m, 2h, 1d)";
        return HoconUnits.TryParseDuration(Literal(Form), allowInfinite, out var value) ? value : throw Not(Form);
    }

    /// <summary>A number with a unit; bytes without one.</summary>
    public long? GetByteSize()
    {
        const string Form = "a size (such as 512, 16KiB, 1MB)";
        return HoconUnits.TryParseSize(Literal(Form), out var value) ? value : throw Not(Form);
    }

    public IList<string> GetStringList() => Each(static v => v.Literal("a string"));

    public IList<byte> GetByteList() => Each(static v => v.GetByte());

    public IList<int> GetIntList() => Each(static v => v.GetInt());

    public IList<long> GetLongList() => Each(static v => v.GetLong());

    public IList<float> GetFloatList() => Each(static v => v.GetFloat());

    public IList<double> GetDoubleList() => Each(static v => v.GetDouble());

    public IList<decimal> GetDecimalList() => Each(static v => v.GetDecimal());

    public IList<bool> GetBooleanList() => Each(static v => v.GetBoolean());

    public Config ToConfig() => new(this);

    /// <summary>A configuration that has this value at <paramref name="key"/> and nothing else.</summary>
    public Config AtKey(string key)
    {
        var above = new HoconObject();
        above.Items[key] = this;
        return new Config(new HoconValue(above));
    }

    /// <summary>The value as HOCON.</summary>
    public override string ToString() => _object is not null ? _object.ToString(1) : ToString(0);

    /// <param name="indent">Of the line the value stands in, in steps of two blanks.</param>
    public virtual string ToString(int indent)
    {
        if (_object is not null)
        {
            return "{" + Environment.NewLine + _object.ToString(indent + 1) + new string(' ', indent * 2) + "}";
        }

        if (_array is not null) return "[" + string.Join(",", _array.Select(v => v.ToString(indent))) + "]";
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

    private string Literal(string form) => _literal ?? throw Not(form);

    private T Number<T>(NumberStyles styles, string form)
        where T : struct, System.Numerics.INumberBase<T> =>
        T.TryParse(Literal(form), styles, CultureInfo.InvariantCulture, out var value) ? value : throw Not(form);

    private T Finite<T>()
        where T : struct, System.Numerics.INumberBase<T> =>
        Number<T>(NumberStyles.Float, "a number") is var value && T.IsFinite(value) ? value : throw Not("a number");

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
