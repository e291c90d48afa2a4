using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Overtone.Studies;

/// <summary>
/// What one trial reads: its block of seeds or cells and every setting that its numbers depend on, and nothing else. A study
/// derives a record from it. Choices that affect only planning or figures stay out, so that they don't measure anew.
/// </summary>
public abstract record TrialParameters
{
    /// <summary>A short label for progress lines, for example <c>tanh, seeds 1-8</c>.</summary>
    [JsonIgnore]
    public abstract string Label { get; }

    /// <summary>
    /// Whether the trial only looks at what is to be measured. A run that got no further gives up its folder to one with other options.
    /// </summary>
    [JsonIgnore]
    public virtual bool IsPreparation => false;
}

/// <summary>
/// The unit of resume and of distribution: a block of work with a key made from its content. Equal keys mean equal tables.
/// </summary>
/// <param name="Study">The study's id.</param>
/// <param name="Version">The study's version.</param>
/// <param name="Label">A short label for people; not part of the key.</param>
/// <param name="Parameters">The trial's parameters as JSON.</param>
/// <param name="Resources">Backend, device, threads: what else the numbers may depend on.</param>
/// <param name="Inputs">The checksum of every input file.</param>
public sealed record Trial(
    string Study,
    int Version,
    string Label,
    JsonElement Parameters,
    TrialResources Resources,
    IReadOnlyList<InputFile> Inputs)
{
    private const int KeyLength = 32;

    /// <summary>The key: a hash, in hexadecimal, of all of the above but the label.</summary>
    [JsonIgnore]
    public string Key
    {
        get
        {
            string content = JsonSerializer.Serialize(this with { Label = "" }, StudyJson.Compact);
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..KeyLength];
        }
    }

    /// <summary>The parameters as the study's own record.</summary>
    /// <exception cref="JsonException">The parameters are of another record.</exception>
    public T Read<T>()
        where T : TrialParameters => Parameters.Deserialize<T>(StudyJson.Compact) ?? throw new JsonException("no parameters");
}

/// <summary>What a trial's numbers may depend on besides its parameters.</summary>
/// <param name="Backend">The numerical libraries and their versions; empty for plain .NET.</param>
/// <param name="Device">Where tensors live, for example <c>cpu</c>.</param>
/// <param name="Threads">How many threads one trial uses.</param>
public sealed record TrialResources(string Backend, string Device, int Threads);

/// <summary>An input file's name (without its folder) and the SHA-256 of its content, in hexadecimal.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Checksum">Its content's SHA-256.</param>
public sealed record InputFile(string Name, string Checksum);
