@echo off
rem Runs the weft command of this package on Windows, with the JDK 25 or newer of JAVA_HOME, or else of the PATH.
setlocal
set "weft_home=%~dp0.."
set "weft_java="
if not defined JAVA_HOME goto path
set "weft_jdk=%JAVA_HOME:"=%"
findstr /r /c:"^JAVA_VERSION=.2[5-9]" /c:"^JAVA_VERSION=.[3-9][0-9]" "%weft_jdk%\release" >nul 2>nul && set "weft_java=%weft_jdk%\bin\java.exe"
:path
if defined weft_java goto start
for /f "delims=" %%j in ('where java.exe 2^>nul') do (
  findstr /r /c:"^JAVA_VERSION=.2[5-9]" /c:"^JAVA_VERSION=.[3-9][0-9]" "%%~dpj..\release" >nul 2>nul && if not defined weft_java set "weft_java=%%j"
)
if defined weft_java goto start
echo weft: a JDK 25 or newer is needed, and none is in JAVA_HOME or on the PATH; install one from https://adoptium.net.>&2
exit /b 1
:start
"%weft_java%" -Xlog:disable -XX:-PrintWarnings -XX:+UseSerialGC -Xmn64m -XX:MaxRAMPercentage=70 ^
  -XX:PretenureSizeThreshold=1m --sun-misc-unsafe-memory-access=allow -jar "%weft_home%\lib\weft.jar" %*
exit /b %errorlevel%
