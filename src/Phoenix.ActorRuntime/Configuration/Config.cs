using System.Diagnostics.CodeAnalysis;
using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>A tree of settings. Immutable.</summary>
/// <remarks>A path is keys joined by dots; a key that itself has a dot is quoted: <c>a."b.c".d</c>. A value that is
/// there but has another form is a <see cref="FormatException"/> that names the path.</remarks>
public class Config
{
    public static readonly Config Empty = new(new HoconValue(new HoconObject()));

    private readonly HoconValue _own;
    private readonly HoconValue _root;

    public Config()
        : this(Empty._own)
    {
    }

    public Config(HoconRoot root)
        : this(root.Object())
    {
    }

    /// <summary><paramref name="source"/> with what it lacks taken from <paramref name="fallback"/>.</summary>
    public Config(Config source, Config fallback)
        : this(source._own, source.Fallback.SafeWithFallback(fallback))
    {
    }

    internal Config(HoconValue root, Config? fallback = null)
    {
        (_own, Fallback) = (root, fallback);
        _root = fallback is null ? root : HoconValue.Merge(root, fallback.Root);
    }

    /// <summary>What fills the gaps of this configuration; null if nothing does.</summary>
    public Config? Fallback { get; }

    /// <summary>All settings, those of the fallback included.</summary>
    public virtual HoconValue Root => _root;

    public virtual bool IsEmpty => Root.IsEmpty;

    public static Config operator +(Config config, string fallback) =>
        config.WithFallback(ConfigurationFactory.ParseString(fallback));

    public static Config operator +(string configHocon, Config fallbackConfig) =>
        ConfigurationFactory.ParseString(configHocon).WithFallback(fallbackConfig);

    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    /// <summary>Whether something is assigned to the path, <c>null</c> included.</summary>
    public virtual bool HasPath(string path) => Find(path) is not null;

    /// <summary>Null if the path does not exist.</summary>
    public HoconValue? GetValue(string path) => Find(path);

    /// <summary>What stands below the path; null if the path does not exist. There is nothing below a value that is
    /// not an object.</summary>
    public virtual Config? GetConfig(string path) => Find(path) is { } value ? new Config(value) : null;

    [return: NotNullIfNotNull(nameof(@default))]
    public virtual string? GetString(string path, string? @default = null) =>
        Find(path) is { IsNull: false } ? Read(path, static v => v.GetString()!) : @default;

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

    public virtual IList<string> GetStringList(string path, string[] defaultPaths) =>
        Read(path, static v => v.GetStringList()) ?? defaultPaths;

    public virtual IList<byte> GetByteList(string path) => Read(path, static v => v.GetByteList()) ?? [];

    public virtual IList<int> GetIntList(string path) => Read(path, static v => v.GetIntList()) ?? [];

    public virtual IList<long> GetLongList(string path) => Read(path, static v => v.GetLongList()) ?? [];

    public virtual IList<float> GetFloatList(string path) => Read(path, static v => v.GetFloatList()) ?? [];

    public virtual IList<double> GetDoubleList(string path) => Read(path, static v => v.GetDoubleList()) ?? [];

    public virtual IList<decimal> GetDecimalList(string path) => Read(path, static v => v.GetDecimalList()) ?? [];

    public virtual IList<bool> GetBooleanList(string path) => Read(path, static v => v.GetBooleanList()) ?? [];

    /// <summary>This configuration over <paramref name="fallback"/>: objects are merged, anything else hides what is
    /// below it.</summary>
    public virtual Config WithFallback(Config? fallback)
    {
        if (ReferenceEquals(fallback, this))
        {
            throw new ArgumentException("A configuration cannot be its own fallback.", nameof(fallback));
        }

        return fallback is null || fallback.IsEmpty ? this : IsEmpty ? fallback : new Config(this, fallback);
    }

    /// <summary>The top-level keys and their values.</summary>
    public virtual IEnumerable<KeyValuePair<string, HoconValue>> AsEnumerable() => Root.GetObject().Items;

    /// <summary>The settings without those of the fallback, as HOCON.</summary>
    public override string ToString() => _own.ToString();

    public string ToString(bool includeFallback) => includeFallback ? Root.ToString() : ToString();

    protected Config Copy(Config? fallback = null) => new(_own, Fallback.SafeWithFallback(fallback));

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
        if (Find(path) is not { } value) return null;
        try
        {
            return read(value);
        }
        catch (FormatException wrong)
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
        config is null ? fallback ?? Config.Empty
        : fallback is null || ReferenceEquals(config, fallback) ? config
        : config.WithFallback(fallback);
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

    /// <summary>For a <typeparamref name="T"/> that cannot be made because its settings are not there.</summary>
    public static ConfigurationException NullOrEmptyConfig<T>(string? path = null) => new(
        $"Failed to instantiate {typeof(T).Name}: Configuration " +
        (string.IsNullOrEmpty(path) ? "is null or empty" : $"does not contain `{path}` node"));
}

