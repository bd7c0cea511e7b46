using System.Diagnostics.CodeAnalysis;
using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>A tree of settings. Immutable.</summary>
/// <remarks>A path is keys joined by dots; a key that itself has a dot is quoted: <c>a."b.c".d</c>. A value that is
/// there but has another form is a <see cref="FormatException"/> that names the path.</remarks>
public class Config
{
    public static readonly Config Empty = new(new HoconRoot(new HoconValue(new HoconObject())));

    public Config()
        : this(Empty.Root)
    {
    }

    public Config(HoconRoot root)
        : this(root.Value)
    {
    }

    /// <summary><paramref name="source"/> with what it lacks taken from <paramref name="fallback"/>.</summary>
    public Config(Config source, Config fallback)
        : this(HoconValue.Merge(source.Root, fallback.Root))
    {
    }

    internal Config(HoconValue root) => Root = root.IsObject()
        ? root
        : throw new ConfigurationException("The root of a configuration must be an object.");

    public HoconValue Root { get; }

    public virtual bool IsEmpty => Root.GetObject().Items.Count == 0;

    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    public virtual bool HasPath(string path) => Find(path) is { IsEmpty: false };

    /// <summary>Null if the path does not exist.</summary>
    public HoconValue? GetValue(string path) => Find(path);

    /// <summary>The object at the path; null if there is none.</summary>
    public virtual Config? GetConfig(string path) =>
        Find(path) is { } value && value.IsObject() ? new Config(value) : null;

    [return: NotNullIfNotNull(nameof(@default))]
    public virtual string? GetString(string path, string? @default = null) =>
        Read(path, static v => v.GetString()) ?? @default;

    public virtual int GetInt(string path, int @default = 0) => ReadValue(path, static v => v.GetInt()) ?? @default;

    public virtual long GetLong(string path, long @default = 0) =>
        ReadValue(path, static v => v.GetLong()) ?? @default;

    public virtual float GetFloat(string path, float @default = 0) =>
        ReadValue(path, static v => v.GetFloat()) ?? @default;

    public virtual double GetDouble(string path, double @default = 0) =>
        ReadValue(path, static v => v.GetDouble()) ?? @default;

    public virtual decimal GetDecimal(string path, decimal @default = 0) =>
        ReadValue(path, static v => v.GetDecimal()) ?? @default;

    /// <summary>true, on, yes; false, off, no.</summary>
    public virtual bool GetBoolean(string path, bool @default = false) =>
        ReadValue(path, static v => v.GetBoolean()) ?? @default;

    /// <summary>A number with a unit (ns, us, ms, s, m, h, d and their long forms); milliseconds without one;
    /// <c>infinite</c> if allowed.</summary>
    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true) =>
        ReadValue(path, v => v.GetTimeSpan(allowInfinite)) ?? @default ?? default;

    /// <summary>Bytes: powers of 1024 for K, Ki, KiB, …; powers of 1000 for kB, MB, …; null if not there.</summary>
    public virtual long? GetByteSize(string path) => ReadValue(path, static v => v.GetByteSize()!.Value);

    public virtual long? GetByteSize(string path, long? def = null) => GetByteSize(path) ?? def;

    /// <summary>Empty if the path does not exist.</summary>
    public virtual IList<string> GetStringList(string path) => Read(path, static v => v.GetStringList()) ?? [];

    public virtual IList<int> GetIntList(string path) => Read(path, static v => v.GetIntList()) ?? [];

    public virtual IList<long> GetLongList(string path) => Read(path, static v => v.GetLongList()) ?? [];

    public virtual IList<double> GetDoubleList(string path) => Read(path, static v => v.GetDoubleList()) ?? [];

    public virtual IList<decimal> GetDecimalList(string path) => Read(path, static v => v.GetDecimalList()) ?? [];

    public virtual IList<bool> GetBooleanList(string path) => Read(path, static v => v.GetBooleanList()) ?? [];

    public virtual Config WithFallback(Config fallback) =>
        fallback.IsEmpty || ReferenceEquals(fallback, this) ? this : IsEmpty ? fallback : new Config(this, fallback);

    /// <summary>The top-level keys and their values.</summary>
    public virtual IEnumerable<KeyValuePair<string, HoconValue>> AsEnumerable() => Root.GetObject().Items;

    public override string ToString() => Root.ToString();

    public string ToString(bool includeFallback) => ToString();

    private HoconValue? Find(string path)
    {
        HoconValue? value = Root;
        foreach (var key in HoconPath.Split(path))
        {
            value = value is not null && value.IsObject() ? value.GetObject().GetKey(key) : null;
        }

        return value;
    }

    private T? Read<T>(string path, Func<HoconValue, T> read)
        where T : class
    {
        if (Find(path) is not { IsEmpty: false } value) return null;
        try
        {
            return read(value);
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException)
        {
            throw new FormatException($"{path}: {wrong.Message}", wrong);
        }
    }

    private T? ReadValue<T>(string path, Func<HoconValue, T> read)
        where T : struct => Read(path, value => (object)read(value)) is { } boxed ? (T)boxed : null;
}

/// <summary>Looking at configurations that may be missing.</summary>
public static class ConfigExtensions
{
    public static bool IsNullOrEmpty([NotNullWhen(false)] this Config? config) => config is null || config.IsEmpty;

    public static Config SafeWithFallback(this Config? config, Config? fallback) =>
        config is null ? fallback ?? Config.Empty : fallback is null ? config : config.WithFallback(fallback);
}

/// <summary>The configuration is malformed or lacks something.</summary>
public class ConfigurationException : Actor.AkkaException
{
    public ConfigurationException(string message)
        : base(message)
    {
    }

    public ConfigurationException(string message, Exception exception)
        : base(message, exception)
    {
    }
}

/// <summary>Makes configurations from text.</summary>
public class ConfigurationFactory
{
    public static Config Empty => Config.Empty;

    /// <summary>Parses HOCON; what is wrong with it is a <see cref="ConfigurationException"/> with line and
    /// column.</summary>
    public static Config ParseString(string hocon) => new(Parser.Parse(hocon, null));

    /// <param name="hocon">The text.</param>
    /// <param name="includeCallback">Gives the content of an included file by the name it is included by.</param>
    public static Config ParseString(string hocon, Func<string, HoconRoot>? includeCallback) =>
        new(Parser.Parse(hocon, includeCallback));
}
