using System;
using System.IO;
using System.Text;

namespace Overtone.Build
{
    /// <summary>
    /// Marks one symbol-version requirement of an ELF library as weak, so that the loader no longer insists on it.
    /// TorchSharp's binding is linked on a system with libstdc++ 13 and so requires GLIBCXX_3.4.32, although the
    /// only symbol of that version is a link-time marker that nothing calls. Debian 12, Ubuntu 22.04 and RHEL 9 stop at
    /// 3.4.30 and refuse the whole library. Setting VER_FLG_WEAK in that one entry of .gnu.version_r is enough.
    /// </summary>
    public static class VersionMark
    {
        private const uint GnuVersionNeeds = 0x6ffffffe;
        private const ushort Weak = 0x2;
        private const int FileHeaderSize = 64;

        /// <summary>
        /// Sets the weak flag of <paramref name="mark"/> in an ELF64 little-endian image, in place.
        /// Returns true when a byte changed; false when the mark is absent or already weak.
        /// </summary>
        /// <exception cref="InvalidDataException">The image is not ELF64 little-endian, or its tables point outside it.</exception>
        public static bool Weaken(byte[] image, string mark)
        {
            if (image.Length < FileHeaderSize || image[0] != 0x7f || image[1] != 'E' || image[2] != 'L' || image[3] != 'F')
                throw new InvalidDataException("not an ELF file: it does not begin with 7f 45 4c 46");
            if (image[4] != 2 || image[5] != 1)
                throw new InvalidDataException(
                    "expected a 64-bit little-endian ELF file, found class " + image[4] + ", byte order " + image[5]);

            try
            {
                return WeakenIn(image, mark);
            }
            catch (Exception e) when (e is ArgumentException || e is IndexOutOfRangeException || e is OverflowException)
            {
                throw new InvalidDataException("the ELF tables point outside the file", e);
            }
        }

        private static bool WeakenIn(byte[] image, string mark)
        {
            long table = BitConverter.ToInt64(image, 0x28);
            int size = BitConverter.ToUInt16(image, 0x3a), count = BitConverter.ToUInt16(image, 0x3c);
            bool changed = false;
            for (int section = 0; section < count; section++)
            {
                int header = checked((int)(table + (long)section * size));
                if (BitConverter.ToUInt32(image, header + 4) != GnuVersionNeeds)
                    continue;
                int names = checked((int)(table + (long)BitConverter.ToUInt32(image, header + 40) * size));
                int needs = checked((int)BitConverter.ToUInt32(image, header + 44));
                changed |= WeakenSection(image, mark, SectionStart(image, header), needs, SectionStart(image, names));
            }

            return changed;
        }

        // The section is a chain of Elf64_Verneed (one per library), each with a chain of Elf64_Vernaux (one per version).
        // The counts are not trusted alone: a step of zero ends a chain, too.
        private static bool WeakenSection(byte[] image, string mark, int need, int needs, int names)
        {
            bool changed = false;
            for (int n = 0; n < needs; n++)
            {
                int marks = BitConverter.ToUInt16(image, need + 2);
                int aux = Step(image, need, need + 8);
                for (int m = 0; m < marks; m++)
                {
                    int flags = aux + 4;
                    if (NameAt(image, Step(image, names, aux + 8)) == mark && (BitConverter.ToUInt16(image, flags) & Weak) == 0)
                    {
                        image[flags] |= (byte)Weak;
                        changed = true;
                    }

                    if (BitConverter.ToUInt32(image, aux + 12) == 0)
                        break;
                    aux = Step(image, aux, aux + 12);
                }

                if (BitConverter.ToUInt32(image, need + 12) == 0)
                    break;
                need = Step(image, need, need + 12);
            }

            return changed;
        }

        private static int SectionStart(byte[] image, int header)
        {
            return checked((int)BitConverter.ToInt64(image, header + 24));
        }

        private static int Step(byte[] image, int from, int field)
        {
            return checked(from + (int)BitConverter.ToUInt32(image, field));
        }

        private static string NameAt(byte[] image, int start)
        {
            int end = Array.IndexOf(image, (byte)0, start);
            return Encoding.ASCII.GetString(image, start, (end < 0 ? image.Length : end) - start);
        }
    }

#if !UNIT_TEST
    /// <summary>The MSBuild task: copies a library and weakens one version mark in the copy.</summary>
    public sealed class WeakenVersionMark : Microsoft.Build.Utilities.Task
    {
        [Microsoft.Build.Framework.Required]
        public string Source { get; set; }

        [Microsoft.Build.Framework.Required]
        public string Destination { get; set; }

        [Microsoft.Build.Framework.Required]
        public string Mark { get; set; }

        public override bool Execute()
        {
            try
            {
                byte[] image = File.ReadAllBytes(Source);
                bool changed = VersionMark.Weaken(image, Mark);
                // A build that is stopped here must not leave half a library that looks up to date.
                string partial = Destination + "." + Guid.NewGuid().ToString("N");
                File.WriteAllBytes(partial, image);
                File.Delete(Destination);
                File.Move(partial, Destination);
                if (changed)
                    Log.LogMessage("{0}: the version mark {1} is now weak.", Destination, Mark);
                return true;
            }
            catch (Exception e) when (e is IOException || e is InvalidDataException || e is UnauthorizedAccessException)
            {
                Log.LogError("Cannot prepare {0}: {1}", Source, e.Message);
                return false;
            }
        }
    }
#endif
}
