using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace Overtone;

/// <summary>
/// Processors that do not say how large their caches are, as in some virtual machines. There oneDNN, inside libtorch, takes the size for
/// zero, drops blocks when it rearranges the weights of convolutions whose channels do not fill its vectors, and returns answers and
/// gradients that are wrong without a word: of 5,400 shapes 881 with all kernels, 200 with those for AVX, none with those for SSE4.1, which
/// are three to five times as slow.
/// Source: none; oneDNN's issue 5313 describes the same on another architecture, measured here on oneDNN 3.7.
/// </summary>
internal static partial class HiddenCaches
{
    /// <summary>The setting by which oneDNN is held to older kernels; whoever has set it has decided.</summary>
    public const string Setting = "ONEDNN_MAX_CPU_ISA", Kernels = "SSE41";

    private const string Amd = "AuthenticAMD", Hygon = "HygonGenuine";
    private const int IntelCaches = 4, AmdCaches = unchecked((int)0x8000001D), LastExtended = unchecked((int)0x80000000), TypeBits = 0x1f;

    /// <summary>Whether this processor hides its caches.</summary>
    public static bool AreHere { get; } = X86Base.IsSupported && Type() == 0;

    /// <summary>Holds oneDNN to kernels that are right here.</summary>
    // oneDNN reads the setting once, at its first operation; nothing of Overtone comes before this.
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255:The 'ModuleInitializer' attribute should not be used in libraries", Justification =
        "A program that forgets a call would compute wrong convolutions without a word.")]
    internal static void Avoid()
    {
        if (!AreHere || Environment.GetEnvironmentVariable(Setting) is { Length: > 0 })
            return;
        Environment.SetEnvironmentVariable(Setting, Kernels);
        // Elsewhere than on Windows, .NET keeps its own copy of the environment.
        if (!OperatingSystem.IsWindows())
            _ = SetNative(Setting, Kernels, 1);
    }

    // The kind of the first cache in the processor's list; 0 if the list is empty.
    private static int Type()
    {
        (int last, int first, int third, int second) = X86Base.CpuId(0, 0);
        string vendor = Encoding.ASCII.GetString([.. new[] { first, second, third }.SelectMany(BitConverter.GetBytes)]);
        bool isAmd = vendor is Amd or Hygon;
        int leaf = isAmd ? AmdCaches : IntelCaches;
        if (isAmd)
            last = X86Base.CpuId(LastExtended, 0).Eax;
        return unchecked((uint)last < (uint)leaf) ? 0 : X86Base.CpuId(leaf, 0).Eax & TypeBits;
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetNative(string name, string value, int replaces);
}
